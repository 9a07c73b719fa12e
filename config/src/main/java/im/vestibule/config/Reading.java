package im.vestibule.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of reading a file.
 *
 * @param config present unless a problem is an error
 * @param problems everything found, in the order of the file
 * @param places where the keys of the file are
 */
public record Reading(Optional<Config> config, List<Problem> problems, Places places) {
    /** The same with what was found later about some of its keys, such as in files that it names. */
    public Reading and(List<Problem> more) {
        List<Problem> all = Stream.concat(problems.stream(), more.stream())
                .sorted(Problem.BY_POSITION)
                .toList();
        return new Reading(all.stream().anyMatch(Problem::isError) ? Optional.empty() : config, all, places);
    }
}
