package im.vestibule.server.ctl;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong outside, in plain words. */
final class Faults {
    private static final String HUNG_UP = "it hangs up without an answer (https:// instead of http://?)";

    private static final int CAUSES = 10;

    private Faults() {}

    static String words(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case HttpConnectTimeoutException _ -> "nobody answers there";
            case HttpTimeoutException _ -> "no answer came in time";
            case UnknownHostException _ -> "there is no such host";
            case ConnectException _ -> unconnected(fault);
            case SSLException tls -> tls(tls);
            case EOFException _ -> HUNG_UP;
            default -> broken(text(fault));
        };
    }

    /** As the JDK's client words it. */
    private static String broken(String text) {
        if (text.contains("received no bytes")) {
            return HUNG_UP;
        }
        return text.contains("chunked transfer encoding") ? "the connection broke off" : text;
    }

    private static String unconnected(IOException fault) {
        return cause(fault, UnresolvedAddressException.class).isPresent()
                ? "there is no such host"
                : "nobody listens there; is the server running?";
    }

    private static String tls(SSLException fault) {
        String text = text(fault);
        if (text.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
            return "no TLS is spoken there (http:// instead of https://?)";
        }
        if (text.contains("certificate_required") || text.contains("bad_certificate")) {
            return "the listener asks for a client certificate, which ctl has none of";
        }
        Optional<String> refused = cause(fault, CertPathBuilderException.class)
                .map(_ -> "its certificate is from no authority that is trusted here; name one with --cafile")
                .or(() -> cause(fault, CertPathValidatorException.class).map(Faults::text))
                .or(() -> cause(fault, CertificateException.class).map(Faults::text));
        return "TLS failed: " + refused.orElse(text);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable fault, Class<T> type) {
        Throwable each = fault;
        for (int i = 0; i < CAUSES && each != null; i++) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : Printable.of(message);
    }
}
