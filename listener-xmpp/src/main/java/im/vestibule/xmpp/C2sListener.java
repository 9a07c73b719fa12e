package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.C2sSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.config.TlsSpec;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.core.Door;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.login.FailedLogins;
import im.vestibule.services.router.Router;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a {@code [[listen.c2s]]} table becomes. */
public final class C2sListener {
    /**
     * What every listener of the house shares.
     *
     * @param defaultDomain {@code general.default_server_domain}
     * @param language {@code general.language}
     */
    public record Services(
            String defaultDomain,
            String language,
            Hosts hosts,
            Accounts accounts,
            Binding binding,
            Router router,
            Resumptions resumptions,
            Effects effects,
            Tallies tallies) {}

    private C2sListener() {}

    /**
     * @param name key of the table
     * @param tls present if the table has {@code tls}
     */
    public static Door door(String name, C2sSpec spec, Optional<Tls> tls, Services services) {
        C2sPolicy policy = policy(
                services,
                spec.tls().map(C2sListener::startTls).orElse(StartTls.NONE),
                methods(spec),
                spec.backwardsCompatibleSession(),
                spec.maxStanzaSize(),
                spec.limits());
        C2sDoor door = new C2sDoor(
                name,
                services.tallies().of(name),
                policy,
                new C2sMachine(policy),
                spec.access(),
                spec.shaper(),
                tls,
                spec.tls().map(TlsSpec::mode).equals(Optional.of(TlsSpec.Mode.TLS)),
                spec.stateTimeout(),
                spec.limits().preAuthTime(),
                spec.hibernateAfter(),
                AdmissionHandler.of(spec.limits()),
                FailedLogins.of(spec.limits()),
                services.accounts(),
                services.binding(),
                services.router(),
                services.resumptions(),
                services.effects());
        return new Door(name, spec.socket(), new C2sPipeline(door));
    }

    static C2sPolicy policy(
            Services services,
            StartTls startTls,
            Set<AuthMethod> methods,
            boolean session,
            Limit maxStanzaSize,
            LimitsSpec limits) {
        return new C2sPolicy(
                services.defaultDomain(),
                services.language(),
                services.hosts(),
                services.accounts(),
                startTls,
                methods,
                session,
                true,
                StreamLimits.early(limits, maxStanzaSize),
                StreamLimits.lasting(limits, maxStanzaSize));
    }

    private static Set<AuthMethod> methods(C2sSpec spec) {
        return spec.allowedAuthMethods().orElse(EnumSet.allOf(AuthMethod.class));
    }

    private static StartTls startTls(TlsSpec tls) {
        return switch (tls.mode()) {
            case TLS -> StartTls.NONE;
            case STARTTLS -> StartTls.OFFERED;
            case STARTTLS_REQUIRED -> StartTls.REQUIRED;
        };
    }
}
