package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.sasl.Certified;
import im.vestibule.services.sasl.Layer;
import im.vestibule.tls.PeerIdentity;
import im.vestibule.tls.PeerNames;
import im.vestibule.tls.TlsHandler;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What a TLS connection of ours gives SASL to work with. */
final class TlsLayer {
    private TlsLayer() {}

    /** Only after the handshake has succeeded. */
    static Layer of(TlsHandler tls) {
        return new Layer(new TlsBinding(tls.channelBindings()), certified(tls.client()));
    }

    private static Optional<Certified> certified(PeerIdentity client) {
        return switch (client) {
            case PeerIdentity.Verified verified ->
                Optional.of(certified(verified.names(), verified.chain().getFirst()));
            case PeerIdentity.Absent _, PeerIdentity.Unverified _ -> Optional.empty();
        };
    }

    private static Certified certified(PeerNames names, X509Certificate certificate) {
        return new Certified(
                names.xmppAddresses().stream()
                        .map(Jid::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                names.commonName(),
                Optional.of(certificate));
    }
}
