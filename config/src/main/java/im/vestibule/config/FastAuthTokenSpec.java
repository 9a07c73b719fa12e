package im.vestibule.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The {@code modules.mod_fast_auth_token} table (XEP-0484), as later releases of MongooseIM have it.
 *
 * @param backend see {@link ModulesSpec.Backend}
 */
public record FastAuthTokenSpec(ModulesSpec.Backend backend, ValidityPeriod validityPeriod) {
    /**
     * How long tokens are good.
     *
     * @param access from the moment they are given
     * @param rotateBeforeExpire how long before its end a token is replaced when it is used; zero for never
     */
    public record ValidityPeriod(Period access, Period rotateBeforeExpire) {
        private static final Period ACCESS = new Period(3, Unit.DAYS);
        private static final Period ROTATE = new Period(6, Unit.HOURS);

        static ValidityPeriod read(Section s) {
            return new ValidityPeriod(
                    s.table("access", access -> Period.read(access, NumberTypes.POSITIVE))
                            .orElse(ACCESS),
                    s.table("rotate_before_expire", rotate -> Period.read(rotate, NumberTypes.NON_NEGATIVE))
                            .orElse(ROTATE));
        }
    }

    public enum Unit {
        DAYS,
        HOURS,
        MINUTES,
        SECONDS
    }

    /** A time in the unit of the operator's choice. */
    public record Period(int value, Unit unit) {
        static Period read(Section s, Type<Integer> number) {
            return new Period(s.mandatory("value", number), s.mandatory("unit", Type.oneOf(Unit.class)));
        }

        public Duration time() {
            return Duration.of(value, ChronoUnit.valueOf(unit.name()));
        }
    }

    static FastAuthTokenSpec read(Section s) {
        return new FastAuthTokenSpec(ModulesSpec.readBackend(s), s.section("validity_period", ValidityPeriod::read));
    }
}
