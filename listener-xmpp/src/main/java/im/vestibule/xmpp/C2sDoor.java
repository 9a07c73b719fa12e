package im.vestibule.xmpp;

import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.router.Router;
import java.time.Duration;
import java.util.Optional;

/**
 * What the connections of one C2S listener share.
 *
 * @param name its key in the file
 * @param tally what its streams count
 * @param access rule for who may open a session
 * @param tls absent without a {@code tls} table
 * @param directTls whether TLS comes first
 * @param stateTimeout wait for the next step; empty for ever
 * @param preAuthTime wait for authentication in all; empty for ever
 */
record C2sDoor(
        String name,
        StreamTally tally,
        C2sPolicy policy,
        C2sMachine machine,
        String access,
        Optional<Tls> tls,
        boolean directTls,
        Optional<Duration> stateTimeout,
        Optional<Duration> preAuthTime,
        Accounts accounts,
        Binding binding,
        Router router,
        Effects effects) {}
