package im.vestibule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of reading a file.
 *
 * @param config present unless a problem is an error
 * @param problems everything found, in the order of the file
 * @param places where the keys of the file are
 * @param source what was read; empty if the file itself could not be
 */
public record Reading(Optional<Config> config, List<Problem> problems, Places places, Optional<Source> source) {
    /**
     * A configuration as it is written.
     *
     * @param toml the text, which may hold secrets
     * @param directory where relative paths start, absolute
     * @param name for problems
     */
    public record Source(Secret toml, Path directory, String name) {}

    /** The same with what was found later about some of its keys, such as in files that it names. */
    public Reading and(List<Problem> more) {
        List<Problem> all = Stream.concat(problems.stream(), more.stream())
                .sorted(Problem.BY_POSITION)
                .toList();
        return new Reading(all.stream().anyMatch(Problem::isError) ? Optional.empty() : config, all, places, source);
    }
}
