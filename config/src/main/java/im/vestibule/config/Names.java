package im.vestibule.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that parts of the file give and the places that use them. */
final class Names {
    private static final String EVERYWHERE = "";

    enum Kind {
        ACL,
        /** An access rule that says allow or deny. */
        RULE,
        /** An access rule that gives a shaper. */
        SHAPER_RULE,
        SHAPER,
        /** {@code type.tag}. */
        POOL
    }

    /** An option that names an access rule; "all" and "none" are built in. */
    static final Type<String> RULE_NAME = reference("the name of an access rule", Kind.RULE);

    /** An option that names an access rule which gives a shaper, or "none". */
    static final Type<String> SHAPER_RULE_NAME =
            reference("the name of an access rule that gives a shaper", Kind.SHAPER_RULE);

    /** An option that names a shaper, or "none". */
    static final Type<String> SHAPER_NAME = reference("the name of a shaper", Kind.SHAPER);

    static final Type<String> ACL_NAME = reference("the name of an acl", Kind.ACL);

    /**
     * A place that uses a name.
     *
     * @param scope the host whose configuration uses it, empty for all
     */
    record Use(Kind kind, String name, String key, String scope) {}

    private final Map<Kind, Map<String, Set<String>>> defined = new HashMap<>();

    private final List<Use> uses = new ArrayList<>();

    /** The tag of a pool, noted as in use. */
    static <T> Optional<T> needPool(Value at, T value, String type, String tag) {
        at.context().names().use(Kind.POOL, type + "." + tag, at);
        return Optional.of(value);
    }

    /** As {@link #RULE_NAME}; {@code builtIn} need not be defined. */
    static Type<String> ruleName(String builtIn) {
        return Type.text(
                RULE_NAME.one(),
                RULE_NAME.many(),
                (value, name) -> name.equals(builtIn)
                        ? Optional.of(name)
                        : RULE_NAME.parse().apply(value));
    }

    private static Type<String> reference(String words, Kind kind) {
        return Type.text(words, words, (value, name) -> {
            if (name.isEmpty()) {
                return value.wrong("", "");
            }
            value.context().names().use(kind, name, value);
            return Optional.of(name);
        });
    }

    void define(Kind kind, String scope, String name) {
        defined.computeIfAbsent(kind, _ -> new HashMap<>())
                .computeIfAbsent(scope, _ -> new HashSet<>())
                .add(name);
    }

    void use(Kind kind, String name, Value at) {
        uses.add(new Use(kind, name, at.key(), at.context().scope()));
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    /**
     * Names that can be referred to.
     *
     * @param scope whose configuration refers to it; if that is for all hosts, a name counts that each of them has
     */
    Set<String> visible(Kind kind, String scope, Collection<String> hosts) {
        Map<String, Set<String>> scopes = defined.getOrDefault(kind, Map.of());
        Set<String> visible = new HashSet<>(scopes.getOrDefault(EVERYWHERE, Set.of()));
        if (scope.equals(EVERYWHERE)) {
            visible.addAll(common(hosts.stream()
                    .map(host -> scopes.getOrDefault(host, Set.of()))
                    .toList()));
        } else {
            visible.addAll(scopes.getOrDefault(scope, Set.of()));
        }
        return visible;
    }

    private static Set<String> common(List<Set<String>> sets) {
        Set<String> common = new HashSet<>(sets.isEmpty() ? Set.of() : sets.getFirst());
        sets.forEach(common::retainAll);
        return common;
    }
}
