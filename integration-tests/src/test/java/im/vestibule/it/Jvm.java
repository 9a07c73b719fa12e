package im.vestibule.it;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Another process's virtual machine, by its management. */
final class Jvm implements Closeable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;

    /**
     * @param pid of a process of ours
     */
    @SuppressWarnings("BanJNDI") // It says the address itself.
    Jvm(long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    private static String agent(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Bytes of the heap that are alive, once garbage is collected. */
    long heap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** How many there are, without those that answer us. */
    long threads() {
        return threadInfos()
                .map(ThreadInfo::getThreadName)
                .filter(name -> !name.startsWith("RMI ") && !name.startsWith("JMX "))
                .count();
    }

    /** Nanoseconds on a processor of the event loops. */
    long loopTime() {
        return loops(id -> threads.getThreadCpuTime(id));
    }

    /** Bytes of the heap that the event loops have used up, given back or not. */
    long loopBytes() {
        return loops(id -> threads.getThreadAllocatedBytes(id));
    }

    private long loops(ToLongFunction<Long> use) {
        return threadInfos()
                .filter(thread -> thread.getThreadName().startsWith("loop-"))
                .map(ThreadInfo::getThreadId)
                .mapToLong(use)
                .sum();
    }

    private Stream<ThreadInfo> threadInfos() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(Objects::nonNull);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
