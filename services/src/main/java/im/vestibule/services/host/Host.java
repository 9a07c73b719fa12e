package im.vestibule.services.host;

import im.vestibule.config.BoshSpec;
import im.vestibule.model.Jid;
import im.vestibule.services.access.Rules;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.last.Last;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.register.Registration;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One served domain. A module that is not switched on is absent.
 *
 * @param name prepared domainpart
 * @param mechanisms of SASL, in the order they are offered
 * @param presence whether others hear of presence: {@code mod_presence}
 * @param quota the rule for messages that may wait: {@code mod_offline.access_max_user_messages}
 * @param inline what can be asked for along with SASL2: {@code mod_sasl2}
 * @param bosh how its sessions by BOSH are: {@code mod_bosh}
 * @param replacedWait how long a new session waits at most for the end of one that it replaces: {@code general.replaced_wait_timeout}
 * @param care what is done for its sessions
 * @param management how stanzas are counted and sessions resumed: {@code mod_stream_management}
 * @param tokens that its accounts log in with later: {@code mod_auth_token}
 */
public record Host(
        String name,
        Rules rules,
        List<Mechanism> mechanisms,
        IqTable requests,
        boolean presence,
        Optional<Rosters> rosters,
        Optional<Blocking> blocking,
        Optional<Offline> offline,
        Optional<Last> last,
        String quota,
        Optional<Registration> registration,
        Optional<Inline> inline,
        Optional<BoshSpec> bosh,
        Duration replacedWait,
        Care care,
        Optional<Management> management,
        Optional<Tokens> tokens) {
    /** The same on offer at another domain of its type. */
    public Host named(String other) {
        return new Host(
                other,
                rules,
                mechanisms,
                requests,
                presence,
                rosters,
                blocking,
                offline,
                last,
                quota,
                registration,
                inline,
                bosh,
                replacedWait,
                care,
                management,
                tokens);
    }

    /** The block list of one of our accounts; may wait. */
    public Set<Jid> blocked(Jid account) {
        return blocking.map(lists -> lists.list(account)).orElse(Set.of());
    }
}
