package im.vestibule.core;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/** One count for each pair of constants of two enums, and so never more. From any thread. */
public final class Grid<R extends Enum<R>, C extends Enum<C>> {
    private final Map<R, Counts<C>> counts;

    /** Takes every pair with its count. */
    public interface Reader<R, C> {
        void accept(R row, C column, long count);
    }

    public Grid(Class<R> rows, Class<C> columns) {
        counts = new EnumMap<>(rows);
        EnumSet.allOf(rows).forEach(row -> counts.put(row, new Counts<>(columns)));
    }

    public void add(R row, C column) {
        row(row).add(column);
    }

    public long get(R row, C column) {
        return row(row).get(column);
    }

    private Counts<C> row(R row) {
        return Objects.requireNonNull(counts.get(row));
    }

    /** Row by row, in the order of the enums. */
    public void forEach(Reader<R, C> reader) {
        counts.forEach((row, columns) -> columns.forEach((column, count) -> reader.accept(row, column, count)));
    }
}
