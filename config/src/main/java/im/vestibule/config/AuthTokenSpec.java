package im.vestibule.config;

import java.time.Duration;

/**
 * The {@code modules.mod_auth_token} table: tokens that sessions ask for, and log in with later.
 *
 * @param backend where MongooseIM would remember what was revoked; here that is always the store
 * @param access how long a token for logging in is good
 * @param refresh how long a token for new ones is good
 */
public record AuthTokenSpec(Backend backend, Duration access, Duration refresh) {
    public enum Backend {
        RDBMS
    }

    private enum Unit {
        DAYS,
        HOURS,
        MINUTES,
        SECONDS
    }

    private static final Type<Backend> BACKEND =
            Type.oneOf(Backend.class).noting((value, rdbms) -> Names.needPool(value, rdbms, "rdbms", "default"));

    static AuthTokenSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        Backend backend = s.value("backend", BACKEND, Backend.RDBMS);
        return s.section(
                "validity_period",
                periods -> new AuthTokenSpec(
                        backend,
                        periods.table("access", AuthTokenSpec::period).orElse(Duration.ofHours(1)),
                        periods.table("refresh", AuthTokenSpec::period).orElse(Duration.ofDays(25))));
    }

    private static Duration period(Section s) {
        int value = s.mandatory("value", NumberTypes.NON_NEGATIVE);
        return switch (s.mandatory("unit", Type.oneOf(Unit.class))) {
            case DAYS -> Duration.ofDays(value);
            case HOURS -> Duration.ofHours(value);
            case MINUTES -> Duration.ofMinutes(value);
            case SECONDS -> Duration.ofSeconds(value);
        };
    }
}
