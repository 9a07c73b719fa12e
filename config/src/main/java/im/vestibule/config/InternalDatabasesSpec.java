package im.vestibule.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code internal_databases} table: how nodes of a cluster share what they remember.
 *
 * @param mnesia also without the table
 * @param cets empty for none
 */
public record InternalDatabasesSpec(boolean mnesia, Optional<Cets> cets) {

    static InternalDatabasesSpec read(Section s) {
        boolean mnesia = s.table("mnesia", table -> true).orElse(false);
        Optional<Cets> cets = s.table("cets", Cets::read);
        return new InternalDatabasesSpec(mnesia || cets.isEmpty(), cets);
    }

    /**
     * How nodes find each other.
     *
     * @param backend where the list of nodes is
     * @param clusterName nodes with one name belong together
     * @param nodeListFile one node a line
     */
    public record Cets(Backend backend, String clusterName, Optional<Path> nodeListFile) {
        public enum Backend {
            FILE,
            RDBMS
        }

        static Cets read(Section s) {
            return new Cets(
                    s.value("backend", Type.oneOf(Backend.class), Backend.RDBMS),
                    s.value("cluster_name", Type.NON_EMPTY, "mongooseim"),
                    s.optional("node_list_file", FileTypes.FILE));
        }
    }
}
