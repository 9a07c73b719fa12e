package im.vestibule.xmpp;

import im.vestibule.core.Histogram;
import io.netty.channel.EventLoop;

/** A look at what comes to an event loop from elsewhere. */
public final class Inboxes {
    private Inboxes() {}

    /** How many stanzas were there whenever the loop looked. Waits for the loop, so not to be called on one. */
    public static Histogram depths(EventLoop loop) {
        return loop.submit(() -> LoopLocal.of(loop).inbox().depths())
                .syncUninterruptibly()
                .getNow();
    }
}
