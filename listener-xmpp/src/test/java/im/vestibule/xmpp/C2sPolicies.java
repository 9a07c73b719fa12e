package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.CsiSpec;
import im.vestibule.config.FastAuthTokenSpec.Period;
import im.vestibule.config.FastAuthTokenSpec.Unit;
import im.vestibule.config.FastAuthTokenSpec.ValidityPeriod;
import im.vestibule.config.Limit;
import im.vestibule.config.PingSpec;
import im.vestibule.model.FrameLimits;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.fast.FastTokens;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.host.Inline;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clients' listeners of tests go by: all have one host, {@code door.test}, and differ in what it offers. */
final class C2sPolicies {
    /** Alice's, whose password is {@code secret}. */
    static final Accounts ACCOUNTS = new Accounts(
            Map.of(
                    "door.test",
                    new Methods(List.of(new Book(Map.of("alice", "secret")), new Pki()), 4096, Limit.INFINITY)),
            new Decoys(new byte[32]));

    static final FastTokens TOKENS = new FastTokens(
            new NoFastTokens(),
            () -> Instant.EPOCH,
            new ValidityPeriod(new Period(1, Unit.DAYS), new Period(1, Unit.HOURS)));

    private static final List<Mechanism> PLAIN = List.of(new Mechanism.Plain());
    private static final Optional<Inline> INLINE = Optional.of(new Inline(true, Optional.of(TOKENS)));

    private C2sPolicies() {}

    /** PLAIN alone; neither SASL2 nor stream management. */
    static C2sPolicy plain(StartTls startTls) {
        return of(startTls, PLAIN);
    }

    static C2sPolicy of(StartTls startTls, List<Mechanism> mechanisms) {
        return policy(host(mechanisms, Optional.empty(), Optional.empty()), startTls, ACCOUNTS);
    }

    /** The same, with clients that are pinged. */
    static C2sPolicy pinged(PingSpec ping) {
        Care care = new Care(true, Optional.empty(), Optional.of(ping));
        return policy(host(PLAIN, Optional.empty(), Optional.empty(), care), StartTls.NONE, ACCOUNTS);
    }

    /** PLAIN and stream management (XEP-0198). */
    static C2sPolicy counted(Management management) {
        return policy(host(PLAIN, Optional.empty(), Optional.of(management)), StartTls.NONE, ACCOUNTS);
    }

    /** PLAIN, by SASL2 too, which can bring along a token. */
    static C2sPolicy sasl2() {
        return policy(host(PLAIN, INLINE, Optional.empty()), StartTls.OFFERED, ACCOUNTS);
    }

    /** Everything that a client's stream can be about before its session. */
    static C2sPolicy all(StartTls startTls, Accounts accounts) {
        List<Mechanism> mechanisms = List.of(new Mechanism.Scram(Hash.SHA, false), new Mechanism.Plain());
        return policy(host(mechanisms, INLINE, Optional.of(Managements.of(100, 1))), startTls, accounts);
    }

    private static Host host(List<Mechanism> mechanisms, Optional<Inline> inline, Optional<Management> management) {
        return host(
                mechanisms,
                inline,
                management,
                new Care(true, Optional.of(new CsiSpec(new Limit(20))), Optional.empty()));
    }

    private static Host host(
            List<Mechanism> mechanisms, Optional<Inline> inline, Optional<Management> management, Care care) {
        return new Host(
                "door.test",
                new Rules(Map.of(), Map.of(), List.of("door.test")),
                mechanisms,
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                inline,
                Optional.empty(),
                Duration.ZERO,
                care,
                management,
                Optional.empty());
    }

    private static C2sPolicy policy(Host host, StartTls startTls, Accounts accounts) {
        FrameLimits limits = new FrameLimits(8192, 32, 32, 64);
        return new C2sPolicy(
                "door.test",
                "en",
                new Hosts(List.of(host)),
                accounts,
                startTls,
                EnumSet.allOf(AuthMethod.class),
                true,
                true,
                limits,
                limits);
    }
}
