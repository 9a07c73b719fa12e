package im.vestibule.services.register;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One registration from an IPv4 address or an IPv6 /64 within {@code general.registration_timeout}. Any thread may call.
 * Times are those of {@link System#nanoTime} and do not go back.
 */
public final class Throttle {
    /** Addresses that are remembered; beyond it the oldest is forgotten early. */
    static final int MOST = 100_000;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final Optional<Duration> pause;
    private final Map<ByteBuffer, Long> last = new LinkedHashMap<>();

    /**
     * @param pause empty for no limit
     */
    public Throttle(Optional<Duration> pause) {
        this.pause = pause;
    }

    /** Takes the turn of this address; false if it had one too short a time ago. */
    synchronized boolean take(InetAddress address, long now) {
        if (pause.isEmpty()) {
            return true;
        }
        forget(now - pause.get().toNanos());
        if (last.putIfAbsent(key(address), now) != null) {
            return false;
        }
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
        return true;
    }

    /** Nothing came of the turn: the address has another. */
    synchronized void giveBack(InetAddress address) {
        last.remove(key(address));
    }

    private void forget(long until) {
        Iterator<Long> times = last.values().iterator();
        while (times.hasNext() && times.next() - until <= 0) {
            times.remove();
        }
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    }
}
