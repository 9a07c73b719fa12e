package im.vestibule.server.ctl;

import java.io.IOException;

/** Where values come from that are not on the command line. */
public interface Sources {
    /**
     * Standard input, to its end.
     *
     * @param prompt what to ask for if somebody sits there; empty if nobody is to be asked
     */
    String input(String prompt) throws IOException;

    String file(String name) throws IOException;
}
