package im.vestibule.core;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** One count for each constant of an enum, and so never more. From any thread. */
public final class Counts<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Counts(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        EnumSet.allOf(kinds).forEach(kind -> counts.put(kind, new LongAdder()));
    }

    public void add(E kind) {
        count(kind).increment();
    }

    public long get(E kind) {
        return count(kind).sum();
    }

    private LongAdder count(E kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    /** Every kind with its count, in the order of the enum. */
    public void forEach(ObjLongConsumer<E> reader) {
        counts.forEach((kind, count) -> reader.accept(kind, count.sum()));
    }
}
