package im.vestibule.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record as lines of {@code component.component[0] = value}; what prints as a secret stays one. */
final class Dump {
    private final List<String> lines = new ArrayList<>();

    private Dump() {}

    static List<String> of(Record spec) {
        Dump dump = new Dump();
        dump.record("", spec);
        return dump.lines;
    }

    private void record(String path, Record spec) {
        RecordComponent[] components = spec.getClass().getRecordComponents();
        // One of several kinds: which one is part of what it says.
        if (spec.getClass().getInterfaces().length > 0) {
            lines.add(path + " = " + spec.getClass().getSimpleName());
        }
        for (RecordComponent component : components) {
            value(path.isEmpty() ? component.getName() : path + "." + component.getName(), read(component, spec));
        }
    }

    private static Object read(RecordComponent component, Record spec) {
        try {
            return component.getAccessor().invoke(spec);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.getName(), e);
        }
    }

    private void value(String path, Object value) {
        switch (value) {
            case Limit limit -> lines.add(path + " = " + limit);
            case Network network -> lines.add(path + " = " + network);
            case Record spec -> record(path, spec);
            case Optional<?> optional when optional.isPresent() -> value(path, optional.get());
            case Optional<?> _ -> lines.add(path + " = -");
            case Collection<?> items when items.stream().anyMatch(Record.class::isInstance) -> items(path, items);
            case Map<?, ?> map -> map.forEach((name, item) -> value(path + "." + name, item));
            case String text -> lines.add(path + " = \"" + text + "\"");
            default -> lines.add(path + " = " + value);
        }
    }

    private void items(String path, Collection<?> items) {
        int index = 0;
        for (Object item : items) {
            value(path + "[" + index++ + "]", item);
        }
    }
}
