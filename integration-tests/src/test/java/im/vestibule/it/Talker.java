package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;

/** Somebody with a session, by whatever way. */
interface Talker extends Closeable {
    /** What was heard and not yet taken, once the server has answered all that was said. */
    String unread() throws IOException;
}
