package im.vestibule.admin.command;

import im.vestibule.config.GeneralSpec.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The running process, as far as commands are about it. */
public interface Machine {
    String version();

    /** Since everything was open. */
    Duration uptime();

    LogLevel loglevel();

    /** Until the next reload or start. */
    void loglevel(LogLevel level);

    /**
     * Begins to stop as on SIGTERM, once the answer is on its way.
     *
     * @return false if nobody can stop it in this way
     */
    boolean stop();

    /** Where its data is. */
    Path directory();

    /** What tables that has. May wait. */
    List<String> tables();

    /** Connections with other servers that they have opened, and that we have. */
    long incomingServers();

    long outgoingServers();
}
