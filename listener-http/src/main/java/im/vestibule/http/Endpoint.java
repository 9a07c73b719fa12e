package im.vestibule.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/** What answers the requests of one place. One for all connections of a listener, called on their loops. */
public interface Endpoint {
    /** What it takes; any other draws 405. With GET comes HEAD, and OPTIONS is answered for it unless it is among these. */
    Set<HttpMethod> methods();

    /** Bytes of a request's body; more draw 413. */
    default int mostBody() {
        return 0;
    }

    /** Whether it can change to another protocol; else whoever asks for that by HTTP/2 draws 405, as any answer to it is a yes. */
    default boolean upgrades() {
        return false;
    }

    /** Whether it takes a request while an earlier one of the same connection waits for its answer (RFC 9112 §9.3.2). */
    default boolean overlaps() {
        return false;
    }

    /** Answers, at once or later, or takes the connection over. Must not wait: {@link Exchange#settle} is for what may. */
    void on(Exchange exchange);
}
