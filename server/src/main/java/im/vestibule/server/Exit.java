package im.vestibule.server;

/** Exit codes of every command. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int CONFIG = 2;
    static final int BIND = 3;
    /** As a shell shows a process that SIGTERM ended. */
    static final int TERMINATED = 128 + 15;

    private Exit() {}
}
