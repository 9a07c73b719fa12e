package im.vestibule.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What server, driver and machine have used up to now. */
record Moment(long nanos, Processes.Use server, double load, Processes.Machine machine) {
    private static final OperatingSystemMXBean SELF =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double SECOND = 1e9;

    static Moment take(OptionalLong pid) {
        Processes.Use server = pid.isPresent() ? Processes.tree(pid.getAsLong()) : Processes.Use.NONE;
        return new Moment(System.nanoTime(), server, SELF.getProcessCpuTime() / SECOND, Processes.machine());
    }
}
