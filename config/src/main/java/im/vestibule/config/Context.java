package im.vestibule.config;

import java.nio.file.Path;

/**
 * What all tables of one file share.
 *
 * @param directory relative paths start here
 * @param scope the host that is being configured, empty for all of them
 * @param complete whether the text is sound TOML; if not, what seems to be missing may only be unreadable
 */
record Context(Path directory, String scope, boolean complete, Problems problems, Names names) {

    Context forHost(String host) {
        return new Context(directory, host, complete, problems, names);
    }
}
