package im.vestibule.services.sasl;

import im.vestibule.model.Jid;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a client's certificate says of it. There is one only if the certificate was verified.
 *
 * @param xmppAddresses the {@code id-on-xmppAddr} names that are addresses (RFC 6120 §13.7.1.4)
 * @param commonName of the subject, if it has exactly one
 * @param certificate the client's own; empty if only a proxy has seen it
 */
public record Certified(List<Jid> xmppAddresses, Optional<String> commonName, Optional<X509Certificate> certificate) {
    public Certified {
        xmppAddresses = List.copyOf(xmppAddresses);
    }

    /**
     * As a trusted proxy tells of a certificate that it has verified itself. It tells no XMPP address, so {@code standard}
     * finds nobody in it.
     */
    public static Certified byProxy(Optional<String> commonName) {
        return new Certified(List.of(), commonName, Optional.empty());
    }

    /** The subject only: a log is no place for whole certificates. */
    @Override
    public String toString() {
        return "Certified[" + xmppAddresses + ", " + commonName.orElse("") + "]";
    }
}
