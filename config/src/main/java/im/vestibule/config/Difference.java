package im.vestibule.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An option that two configurations have different values for.
 *
 * @param key as in the file, without indexes
 * @param before as it would be written; {@code ***} for a secret, {@code not set} where there was none
 * @param after likewise
 */
public record Difference(String key, String before, String after) {
    private static final String NOT_SET = "not set";
    private static final String INFINITY = "\"infinity\"";

    /** Values that are written as one. */
    private static final Set<Class<?>> ATOMS = Set.of(Limit.class, Network.class, AclSpec.class, AccessSpec.class);

    /** Components that are not named as their options are. */
    private static final Map<String, String> NAMES =
            Map.of("state_timeout", "c2s_state_timeout", "domain_db", "service_domain_db");

    /** All differences between two records of the same class. */
    static List<Difference> between(String key, Record before, Record after) {
        List<Difference> differences = new ArrayList<>();
        collect(key, before, after, differences);
        return differences;
    }

    private static void collect(String key, Object before, Object after, List<Difference> into) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
            if (one.isPresent() && other.isPresent()) {
                collect(key, one.get(), other.get(), into);
            } else {
                into.add(new Difference(key, text(one, other), text(other, one)));
            }
        } else if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            maps(key, one, other, into);
        } else if (before instanceof Record one && after instanceof Record other && isTable(one, other)) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                collect(child(key, component.getName()), value(component, one), value(component, other), into);
            }
        } else {
            into.add(new Difference(key, text(before), text(after)));
        }
    }

    private static boolean isTable(Record before, Record after) {
        return before.getClass().equals(after.getClass()) && !ATOMS.contains(before.getClass());
    }

    private static void maps(String key, Map<?, ?> before, Map<?, ?> after, List<Difference> into) {
        Set<String> names = new TreeSet<>();
        before.keySet().forEach(name -> names.add(name.toString()));
        after.keySet().forEach(name -> names.add(name.toString()));
        for (String name : names) {
            Optional<?> one = Optional.ofNullable(before.get(name));
            Optional<?> other = Optional.ofNullable(after.get(name));
            collect(Keys.child(key, name), one, other, into);
        }
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(record));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("records of the configuration can be read", e);
        }
    }

    /** {@code maxStanzaSize} of a listener is {@code max_stanza_size}; its socket has no table of its own. */
    private static String child(String key, String component) {
        if (component.equals("socket")) {
            return key;
        }
        String name = component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        String option = NAMES.getOrDefault(name, name);
        return Keys.child(key, key.equals("modules") || key.endsWith(".modules") ? "mod_" + option : option);
    }

    /** A time that there is no end to is an empty one. */
    private static String text(Optional<?> value, Optional<?> other) {
        boolean time = other.filter(Duration.class::isInstance).isPresent();
        return value.map(Difference::text).orElse(time ? INFINITY : NOT_SET);
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> '"' + text + '"';
            case Enum<?> constant -> '"' + constant.name().toLowerCase(Locale.ROOT) + '"';
            case Duration time -> time.toMillis() + " ms";
            case Optional<?> optional -> optional.map(Difference::text).orElse(NOT_SET);
            case Collection<?> list -> list.stream().map(Difference::text).collect(Collectors.joining(", ", "[", "]"));
            case Limit limit -> limit.toString();
            case Network network -> '"' + network.toString() + '"';
            case Record _ -> "{…}";
            default -> value.toString();
        };
    }

    @Override
    public String toString() {
        return before.equals(after) ? key + " changed" : key + ": " + before + " → " + after;
    }
}
