package im.vestibule.services.resumption;

import org.jspecify.annotations.Nullable;

/** A client's connection, authenticated. What is on its way in either direction is lost with it. */
public interface Wire {
    /** The client puts something on its way. */
    void say(Word word);

    /** What comes next on the client's side; null if nothing has come. */
    @Nullable
    Word hear();

    /** The server reads what comes next, if it does read and there is anything. */
    boolean read();

    /** The link breaks, and the server notices. */
    void cut();

    /** False once either side has closed it. */
    boolean isOpen();
}
