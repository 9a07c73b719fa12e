package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import io.netty.buffer.ByteBuf;

/** What a WebSocket has to say besides messages (RFC 6455 §5.5, §7.4). */
sealed interface Control {
    /** @param payload at most 125 bytes on the heap, to be sent back */
    record Ping(ByteBuf payload) implements Control {}

    record Pong() implements Control {}

    /** The peer closes. */
    record Goodbye(int code) implements Control {}

    /**
     * What has come is nothing that we take.
     *
     * @param code to close the WebSocket with
     * @param error to end the stream with
     */
    record Fault(int code, StreamError error) implements Control {}
}
