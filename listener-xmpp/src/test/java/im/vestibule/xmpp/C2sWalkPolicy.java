package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.CsiSpec;
import im.vestibule.config.FastAuthTokenSpec.Period;
import im.vestibule.config.FastAuthTokenSpec.Unit;
import im.vestibule.config.FastAuthTokenSpec.ValidityPeriod;
import im.vestibule.config.Limit;
import im.vestibule.model.FrameLimits;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Hash;
import im.vestibule.services.fast.FastTokens;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.host.Inline;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that has everything that a client's stream can be about before its session. */
final class C2sWalkPolicy {
    private static final FastTokens TOKENS = new FastTokens(
            new NoFastTokens(),
            () -> Instant.EPOCH,
            new ValidityPeriod(new Period(1, Unit.DAYS), new Period(1, Unit.HOURS)));

    private C2sWalkPolicy() {}

    static C2sPolicy of(StartTls startTls, Accounts accounts) {
        Host host = new Host(
                "door.test",
                new Rules(Map.of(), Map.of(), List.of("door.test")),
                List.of(new Mechanism.Scram(Hash.SHA, false), new Mechanism.Plain()),
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.of(new Inline(true, Optional.of(TOKENS))),
                Optional.empty(),
                new Care(true, Optional.of(new CsiSpec(new Limit(20))), Optional.empty()),
                Optional.of(Managements.of(100, 1)));
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
