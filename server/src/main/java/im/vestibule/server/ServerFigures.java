package im.vestibule.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import im.vestibule.admin.status.Status.Server;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What the JVM tells of the process. */
final class ServerFigures {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ServerFigures() {}

    static Server of(Readiness readiness) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        boolean tells = SYSTEM instanceof UnixOperatingSystemMXBean;
        return new Server(
                Build.VERSION,
                Runtime.version().toString(),
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                readiness.reasons(),
                heap.getUsed(),
                heap.getMax(),
                SYSTEM.getProcessCpuLoad(),
                tells ? open((UnixOperatingSystemMXBean) SYSTEM) : -1,
                tells ? ((UnixOperatingSystemMXBean) SYSTEM).getMaxFileDescriptorCount() : -1);
    }

    private static long open(UnixOperatingSystemMXBean system) {
        try {
            return system.getOpenFileDescriptorCount();
        } catch (InternalError _) {
            // To count them takes one: there is none left.
            return system.getMaxFileDescriptorCount();
        }
    }
}
