package im.vestibule.config;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file.
 *
 * @param config present unless a problem is an error
 * @param problems everything found, in the order of the file
 */
public record Reading(Optional<Config> config, List<Problem> problems) {}
