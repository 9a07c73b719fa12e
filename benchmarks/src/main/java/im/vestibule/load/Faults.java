package im.vestibule.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what goes wrong, and keeps the first of it in words. */
final class Faults {
    private static final int LONGEST = 300;

    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private @Nullable String first;

    void add(Fault fault, String what) {
        counts.merge(fault, 1L, Long::sum);
        if (first == null) {
            first = what.length() > LONGEST ? what.substring(0, LONGEST) + "…" : what;
        }
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Optional<String> first() {
        return Optional.ofNullable(first);
    }

    /** All kinds in lower case, and their {@code total}. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("total", total());
        for (Fault fault : Fault.values()) {
            figures.put(fault.name().toLowerCase(Locale.ROOT), counts.getOrDefault(fault, 0L));
        }
        return figures;
    }
}
