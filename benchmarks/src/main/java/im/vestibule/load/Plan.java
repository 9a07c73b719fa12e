package im.vestibule.load;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What all scenarios have in common.
 *
 * @param concurrency logins under way at a time
 * @param timeout for each login
 * @param management whether clients enable stream management (XEP-0198) and answer the server's requests
 * @param pid of the server, whose process tree is measured
 */
public record Plan(
        Target target, Accounts accounts, int concurrency, Duration timeout, boolean management, OptionalLong pid) {
    private static final String RESOURCE =
            "load" + Long.toHexString(ProcessHandle.current().pid());

    /** Without stream management, by 64 at a time. */
    public static Plan of(Target target, Accounts accounts, OptionalLong pid) {
        return new Plan(target, accounts, 64, Duration.ofSeconds(30), false, pid);
    }

    public Plan managed() {
        return new Plan(target, accounts, concurrency, timeout, true, pid);
    }

    /** The same for all clients, and another one for each process. */
    String resource() {
        return RESOURCE;
    }
}
