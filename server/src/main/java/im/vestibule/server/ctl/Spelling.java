package im.vestibule.server.ctl;

import im.vestibule.config.Keys;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds what is meant by a name: as the schema spells it, or else with other dashes, underscores and letters' case. */
final class Spelling {
    private Spelling() {}

    static <T> Optional<T> find(String written, Collection<T> all, Function<T, String> name) {
        return all.stream()
                .filter(each -> name.apply(each).equals(written))
                .findFirst()
                .or(() -> alone(all.stream()
                        .filter(each -> plain(name.apply(each)).equals(plain(written)))
                        .toList()));
    }

    private static <T> Optional<T> alone(List<T> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** A guess in brackets, or else what there is. */
    static String hint(String written, Collection<String> known) {
        String there = known.isEmpty() ? "there are none" : "there are " + String.join(", ", known);
        return Keys.nearest(written, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse(" (" + there + ")");
    }
}
