package im.vestibule.http;

import im.vestibule.core.Connection;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;

/** What is logged when a connection breaks. */
final class Faults {
    private Faults() {}

    /** A line for the peer's own mistakes and for lost links, at debug; anything else is a mistake of ours. */
    static void report(Logger log, Connection connection, Throwable cause) {
        switch (cause) {
            case IOException _, DecoderException _, Http2Exception _ ->
                connection
                        .on(log.atDebug())
                        .addKeyValue("reason", reason(cause))
                        .log("connection_lost");
            default -> connection.on(log.atError()).setCause(cause).log("exchange_failed");
        }
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            // Its message quotes what the peer has sent.
            case NotSslRecordException _ -> "not an SSL/TLS record";
            case ClosedChannelException _ -> "closed";
            case DecoderException wrapper when wrapper.getCause() != null -> reason(wrapper.getCause());
            case DecoderException _, Http2Exception _ -> cause.getClass().getSimpleName();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
