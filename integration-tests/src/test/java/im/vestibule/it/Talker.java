package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Somebody with a session, by whatever way. */
interface Talker extends Closeable {
    /** What was heard and not yet taken, once the server has answered all that was said. */
    String unread() throws IOException;

    /** What was heard and not yet taken, once the server has ended it all; then goes. */
    String last() throws IOException;

    /** The same for all of them at once, in their order. */
    static List<Future<String>> last(List<? extends Talker> talkers, ExecutorService ears) {
        return talkers.stream()
                .<Callable<String>>map(talker -> talker::last)
                .map(ears::submit)
                .toList();
    }
}
