package im.vestibule.xmpp;

import im.vestibule.config.LimitsSpec;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Host;
import im.vestibule.services.login.FailedLogins;
import im.vestibule.services.router.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the connections of one C2S listener share.
 *
 * @param name its key in the file
 * @param tally what its streams count
 * @param access rule for who may open a session
 * @param shaper rule that gives the name of a shaper
 * @param tls absent without a {@code tls} table
 * @param directTls whether TLS comes first
 * @param stateTimeout wait for the next step; empty for ever
 * @param preAuthTime wait for authentication in all; empty for ever
 * @param hibernateAfter silence after which a connection keeps nothing that it can do without; empty for ever
 * @param admission absent if everybody may come in
 * @param failedLogins absent if they do not matter
 */
record C2sDoor(
        String name,
        StreamTally tally,
        C2sPolicy policy,
        C2sMachine machine,
        String access,
        String shaper,
        Optional<Tls> tls,
        boolean directTls,
        Optional<Duration> stateTimeout,
        Optional<Duration> preAuthTime,
        Optional<Duration> hibernateAfter,
        Optional<AdmissionHandler> admission,
        Optional<FailedLogins> failedLogins,
        Accounts accounts,
        Binding binding,
        Router router,
        Resumptions resumptions,
        Effects effects) {
    /**
     * Of a place where streams come by HTTP, which sees to TLS and admission itself. It has neither {@code access} nor
     * {@code shaper}: everybody who can log in may have a session.
     */
    static C2sDoor ofHttp(
            String name,
            C2sPolicy policy,
            Optional<Duration> stateTimeout,
            LimitsSpec limits,
            C2sListener.Services services) {
        return new C2sDoor(
                name,
                services.tallies().of(name),
                policy,
                new C2sMachine(policy),
                "all",
                "none",
                Optional.empty(),
                false,
                stateTimeout,
                limits.preAuthTime(),
                Optional.empty(),
                Optional.empty(),
                FailedLogins.of(limits),
                services.accounts(),
                services.binding(),
                services.router(),
                services.resumptions(),
                services.effects());
    }

    /** What a client of one of our domains may send per second while it is not known who it is. */
    OptionalInt rate(String domain) {
        return Jid.parse(domain).map(this::rate).orElse(OptionalInt.empty());
    }

    /** What somebody may send per second; empty for as much as he likes. */
    OptionalInt rate(Jid jid) {
        Host host = shaper.equals("none") ? null : policy.hosts().find(jid.domain());
        return host == null ? OptionalInt.empty() : host.rules().rate(shaper, jid, host.name());
    }
}
