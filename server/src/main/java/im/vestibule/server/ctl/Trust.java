package im.vestibule.server.ctl;

import java.nio.file.Path;
import java.util.List;

/** Which server is believed to be the right one, where TLS is spoken. */
sealed interface Trust {
    /** Whom an authority of the JDK vouches for, by name. */
    record Usual() implements Trust {}

    /** Whom an authority in this PEM file vouches for, by name. */
    record Authorities(Path file) implements Trust {}

    /**
     * Who shows one of these very certificates, whatever names are in it.
     *
     * @param files PEM with a chain each, of which the first counts
     */
    record Exactly(List<Path> files) implements Trust {}
}
