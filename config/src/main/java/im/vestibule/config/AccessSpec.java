package im.vestibule.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of the {@code access} table.
 *
 * @param clauses the first whose acl holds gives the value; without one the answer is {@code deny}
 */
public record AccessSpec(List<Clause> clauses) {
    private static final Clause ALLOW_ALL = new Clause("all", new Outcome.Name("allow"));

    static Map<String, AccessSpec> readAll(Section s) {
        return s.names((access, name) -> {
            if (name.equals("all") || name.equals("none")) {
                access.warning(name, Fault.of("no effect: this name is built in"));
            }
            access.define(Names.Kind.RULE, name);
            return new AccessSpec(access.tables(name, Clause::read));
        });
    }

    /** This rule with a host's own clauses: after these, but before a last one that allows everybody. */
    AccessSpec with(AccessSpec own) {
        List<Clause> merged = new ArrayList<>(clauses);
        boolean open = !clauses.isEmpty() && clauses.getLast().equals(ALLOW_ALL);
        merged.addAll(open ? clauses.size() - 1 : clauses.size(), own.clauses);
        return new AccessSpec(List.copyOf(merged));
    }

    /** What a rule gives. */
    public sealed interface Outcome {
        record Amount(long value) implements Outcome {}

        /** {@code allow}, {@code deny}, {@code none}, {@code infinity}, or the name of a shaper. */
        record Name(String value) implements Outcome {}
    }

    /**
     * @param acl name of the set of users it is for; {@code all} and {@code none} are built in
     * @param value what the rule gives if it holds
     */
    public record Clause(String acl, Outcome value) {
        private static final Type<Outcome> OUTCOME = new Type<>(
                "an integer or name",
                "integers or names",
                false,
                new Outcome.Name(""),
                Object::toString,
                Clause::outcome);

        static Clause read(Section s) {
            return new Clause(s.mandatory("acl", Names.ACL_NAME), s.mandatory("value", OUTCOME));
        }

        private static Optional<Outcome> outcome(Value value) {
            return switch (value.raw()) {
                case Long number -> Optional.of(new Outcome.Amount(number));
                case String name when !name.isEmpty() -> Optional.of(new Outcome.Name(name));
                default -> value.wrong("", "");
            };
        }
    }
}
