package im.vestibule.xmpp;

import im.vestibule.core.AdmissionHandler;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.router.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the connections of one listener for servers share.
 *
 * @param name its key in the file
 * @param tally what its streams count
 * @param shaper rule that gives the name of a shaper for a remote domain
 * @param tls for STARTTLS, if there is a certificate
 * @param most stanzas that may wait for a server; empty for as many as there is room for
 * @param before limits until something is proven
 * @param after limits from then on
 * @param preAuthTime wait for a proof in all; empty for ever
 * @param hibernateAfter silence after which a connection keeps nothing that it can do without; empty for ever
 * @param admission absent if everybody may come in
 * @param caller asks other servers about keys
 */
record InboundDoor(
        String name,
        StreamTally tally,
        InboundMachine machine,
        String shaper,
        Optional<Tls> tls,
        OptionalLong most,
        FrameLimits before,
        FrameLimits after,
        Optional<Duration> preAuthTime,
        Optional<Duration> hibernateAfter,
        Optional<AdmissionHandler> admission,
        Components components,
        Federation federation,
        Caller caller,
        Router router,
        Effects effects) {
    /** What a domain may send per second; empty for as much as it likes. */
    OptionalInt rate(String remote) {
        return components.rules().rate(shaper, Jid.of(remote), remote);
    }
}
