package im.vestibule.services.sasl;

import im.vestibule.model.Jid;
import java.util.List;
import java.util.Optional;

/**
 * What a client's certificate says of it. There is one only if the certificate was verified.
 *
 * @param xmppAddresses the {@code id-on-xmppAddr} names that are addresses (RFC 6120 §13.7.1.4)
 * @param commonName of the subject, if it has exactly one
 */
public record Certified(List<Jid> xmppAddresses, Optional<String> commonName) {
    public Certified {
        xmppAddresses = List.copyOf(xmppAddresses);
    }

    /**
     * As a trusted proxy tells of a certificate that it has verified itself. It tells no XMPP address, so {@code standard}
     * finds nobody in it.
     */
    public static Certified byProxy(Optional<String> commonName) {
        return new Certified(List.of(), commonName);
    }
}
