package im.vestibule.server.ctl;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What somebody who types a command wants. */
sealed interface Wish {
    /** To know how. */
    record Help(String text) implements Wish {}

    /**
     * To have it done.
     *
     * @param variables by the names of arguments
     * @param late options of {@code ctl} that stand behind the command, as typed
     */
    record Run(Operation operation, ObjectNode variables, List<String> late) implements Wish {
        /** Not what it is told: that may be a password. */
        @Override
        public String toString() {
            return operation.words();
        }
    }

    /**
     * It cannot be told.
     *
     * @param complaints one line each
     * @param hint where to look; empty for nowhere
     */
    record Puzzle(List<String> complaints, String hint) implements Wish {}
}
