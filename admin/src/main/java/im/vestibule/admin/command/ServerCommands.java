package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.config.GeneralSpec.LogLevel;

/** The server as a whole. */
public final class ServerCommands {
    private final Machine machine;

    public ServerCommands(Machine machine) {
        this.machine = machine;
    }

    /** The running process. */
    public Machine machine() {
        return machine;
    }

    public Answer<String> loglevel(LogLevel level) {
        machine.loglevel(level);
        return Answer.done("Log level successfully set.");
    }

    /** Stops soon. */
    public Answer<String> stop() {
        return machine.stop()
                ? Answer.done("Stop scheduled")
                : Answer.refused(Code.NOT_SUPPORTED, "This server is stopped by whoever has started it");
    }

    /** Needs somebody outside who starts it again. */
    public <T> Answer<T> restart() {
        return Answer.refused(
                Code.NOT_SUPPORTED,
                "This server cannot start itself: stop it, and whoever supervises it starts it again;"
                        + " for another configuration, SIGHUP is enough");
    }

    /** There is but this one. */
    public <T> Answer<T> cluster() {
        return Answer.refused(Code.NOT_SUPPORTED, "This server runs as a single node");
    }

    /** Nodes of Erlang know each other by one. */
    public <T> Answer<T> cookie() {
        return Answer.refused(Code.NOT_SUPPORTED, "This server has no cookie: it is not a node of Erlang");
    }
}
