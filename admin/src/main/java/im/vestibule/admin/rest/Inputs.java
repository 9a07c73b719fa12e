package im.vestibule.admin.rest;

import im.vestibule.admin.Caller;
import im.vestibule.admin.rest.Parameter.In;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a call was told, read and checked. */
public final class Inputs {
    private final Caller caller;
    private final Map<Parameter<?>, Object> values;

    private Inputs(Caller caller, Map<Parameter<?>, Object> values) {
        this.caller = caller;
        this.values = values;
    }

    /** What came of reading. */
    public sealed interface Reading {
        record Good(Inputs inputs) implements Reading {}

        record Bad(Reply reply) implements Reading {}
    }

    /**
     * A request as it came.
     *
     * @param path what stands for the names of the template
     * @param query empty if it cannot be decoded
     */
    public record Raw(Map<String, String> path, Optional<Map<String, String>> query, Octets body) {}

    /** Reads what a route takes; the first thing that is wrong is what is said. */
    public static Reading read(Route route, Raw raw, Caller caller) {
        Optional<Map<String, String>> query = raw.query().filter(all -> knows(route, In.QUERY, all.keySet()));
        if (query.isEmpty()) {
            return new Reading.Bad(Reply.bad("Invalid query string"));
        }
        Optional<Map<String, Object>> body = body(route, raw.body());
        if (body.isEmpty()) {
            return new Reading.Bad(Reply.bad(Parameter.BAD_BODY));
        }
        Map<Parameter<?>, Object> values = new HashMap<>();
        for (Parameter<?> parameter : route.parameters()) {
            Map<String, ?> from = switch (parameter.in()) {
                case PATH -> raw.path();
                case QUERY -> query.get();
                case BODY -> body.get();
            };
            Optional<String> fault = read(parameter, Optional.ofNullable(from.get(parameter.name())), values);
            if (fault.isPresent()) {
                return new Reading.Bad(Reply.bad(fault.get()));
            }
        }
        return new Reading.Good(new Inputs(caller, values));
    }

    private static boolean knows(Route route, In in, Set<String> names) {
        return route.parameters(in)
                .map(Parameter::name)
                .collect(Collectors.toSet())
                .containsAll(names);
    }

    /** What nobody looks at may be anything. */
    private static Optional<Map<String, Object>> body(Route route, Octets body) {
        if (!route.readsBody()) {
            return Optional.of(Map.of());
        }
        boolean left = body.isEmpty() && route.method() == Method.DELETE;
        return left
                ? Optional.of(Map.of())
                : Json.object(body.bytes()).filter(object -> knows(route, In.BODY, object.keySet()));
    }

    /** @return what is wrong with it; empty if nothing is */
    private static Optional<String> read(
            Parameter<?> parameter, Optional<Object> given, Map<Parameter<?>, Object> values) {
        if (given.isEmpty()) {
            return parameter.missing();
        }
        Optional<?> value = parameter.kind().read().apply(given.get());
        value.ifPresent(read -> values.put(parameter, read));
        return value.isPresent() ? Optional.empty() : Optional.of(parameter.invalid(given.get()));
    }

    /** One that is mandatory. */
    <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow();
    }

    @SuppressWarnings("unchecked") // Only its own kind puts it there.
    <T> Optional<T> find(Parameter<T> parameter) {
        return Optional.ofNullable((T) values.get(parameter));
    }

    /** The account that asks, where nobody else can. */
    public Jid self() {
        return switch (Objects.requireNonNull(caller)) {
            case Caller.User(Jid account) -> account;
            case Caller.Admin _, Caller.DomainAdmin _, Caller.Nobody _ ->
                throw new IllegalStateException("not the API of users");
        };
    }
}
