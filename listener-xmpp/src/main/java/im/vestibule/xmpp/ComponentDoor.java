package im.vestibule.xmpp;

import im.vestibule.core.AdmissionHandler;
import im.vestibule.model.FrameLimits;
import im.vestibule.services.component.Components;
import im.vestibule.services.login.FailedLogins;
import im.vestibule.services.router.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the connections of one listener for components share.
 *
 * @param name its key in the file
 * @param tally what its streams count
 * @param access rule for whose stanzas reach its components
 * @param shaper name of a shaper
 * @param checked whether components may speak for their own domains only
 * @param hidden whether its components are
 * @param kicks whether a newcomer sends away who has its name
 * @param most stanzas that may wait for a component; empty for as many as there is room for
 * @param before limits until the handshake
 * @param after limits from then on
 * @param preAuthTime wait for the handshake in all; empty for ever
 * @param hibernateAfter silence after which a connection keeps nothing that it can do without; empty for ever
 * @param admission absent if everybody may come in
 * @param failedLogins absent if they do not matter
 */
record ComponentDoor(
        String name,
        StreamTally tally,
        ComponentMachine machine,
        String access,
        String shaper,
        boolean checked,
        boolean hidden,
        boolean kicks,
        OptionalLong most,
        FrameLimits before,
        FrameLimits after,
        Optional<Duration> preAuthTime,
        Optional<Duration> hibernateAfter,
        Optional<AdmissionHandler> admission,
        Optional<FailedLogins> failedLogins,
        Components components,
        Router router,
        Effects effects) {
    /** What a component may send per second, from its first byte on; empty for as much as it likes. */
    OptionalInt rate() {
        return components.rules().rate(shaper);
    }
}
