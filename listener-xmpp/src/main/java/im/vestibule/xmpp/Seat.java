package im.vestibule.xmpp;

import io.netty.channel.EventLoop;

/** Where a session's stanzas are numbered: the loop of its connection, or of the last one it had. */
record Seat(EventLoop loop, Inbox inbox) {
    boolean isHere() {
        return loop.inEventLoop();
    }
}
