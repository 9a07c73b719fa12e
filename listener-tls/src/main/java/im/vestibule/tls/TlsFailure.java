package im.vestibule.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;

/** Why a handshake failed: few enough to label a counter with. */
public enum TlsFailure {
    /** The client went on too slowly, or not at all. */
    TIMEOUT,
    /** The client went away. */
    CLOSED,
    /** What came was no TLS. */
    NOT_TLS,
    /** The ClientHello was longer than any honest one. */
    HELLO_TOO_LONG,
    /** Of the protocols in the client's ALPN list none is spoken here. */
    NO_APPLICATION_PROTOCOL,
    /** The client's certificate was refused, or missing though it was required. */
    CLIENT_CERTIFICATE,
    /** Everything else: no common version or suite, an alert of the client, a broken message. */
    HANDSHAKE;

    /**
     * @param cause of an {@code SslHandshakeCompletionEvent}
     */
    public static TlsFailure of(Throwable cause) {
        return switch (cause) {
            case Refused refused -> refused.failure;
            case SslHandshakeTimeoutException _ -> TIMEOUT;
            case ClosedChannelException _ -> CLOSED;
            case NotSslRecordException _ -> NOT_TLS;
            default -> aboutCertificate(cause) ? CLIENT_CERTIFICATE : HANDSHAKE;
        };
    }

    private static boolean aboutCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        // Of a certificate that is missing the engines tell by their text only: the JDK's, then BoringSSL's.
        String text = String.valueOf(failure.getMessage());
        return text.contains("Empty client certificate chain") || text.contains("DID_NOT_RETURN_A_CERTIFICATE");
    }

    /** The alert with which a ClientHello is turned down before an engine has seen it (RFC 8446 section 6.2). */
    int alert() {
        return this == NO_APPLICATION_PROTOCOL ? 120 : 47;
    }

    /** Ends a handshake for a reason of ours. Carries no stack: peers cause it, and can do so often. */
    static final class Refused extends SSLHandshakeException {
        private final TlsFailure failure;

        Refused(TlsFailure failure) {
            super(failure.name().toLowerCase(Locale.ROOT));
            this.failure = failure;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
