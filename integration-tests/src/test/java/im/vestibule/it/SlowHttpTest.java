package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Row H02 of the hostile inputs: crowds of clients who take their time, at a door that has little. */
@Hostile
class SlowHttpTest {
    private static final String DOOR = "brisk";
    private static final int CROWD = 1_000;

    /** Of a page's files the longest. */
    private static final String LONG = "/strophe/strophe.umd.min.js";

    /** More of them than a kernel keeps for a connection. */
    private static final int TIMES = 200;

    /** A kernel keeps megabytes for each of these. */
    private static final int HOARDERS = 20;

    /** At this pace everybody has a turn every 400 ms. */
    private static final int AT_A_TIME = 50;

    private static final long PAUSE_MS = 20;

    @Test
    void h02CutsOffHeadsThatComeByTheByte(Site site) throws Exception {
        drip(site, "GET / HTTP/1.1\r\nHost: ");
    }

    @Test
    void h02CutsOffBodiesThatComeByTheByte(Site site) throws Exception {
        drip(site, "POST /http-bind HTTP/1.1\r\nHost: door.test\r\nContent-Length: 100000\r\n\r\n");
    }

    private interface Guest<T extends Closeable> {
        T enter() throws IOException;
    }

    /** Lets a crowd in, no faster than somebody in a hurry is answered: what is at stake is what it does then. */
    private static <T extends Closeable> void gather(Site site, List<T> crowd, int size, Guest<T> guest)
            throws IOException {
        try (HttpWire hurried = site.http(DOOR)) {
            while (crowd.size() < size) {
                crowd.add(guest.enter());
                if (crowd.size() % 4 == 0) {
                    assertThat(hurried.ask("HEAD", "/").status()).isEqualTo(200);
                }
            }
        }
    }

    /** Everybody goes on with one byte at a time until the server has had enough. */
    private static void drip(Site site, String beginning) throws Exception {
        List<HttpWire> crowd = new ArrayList<>();
        Queue<HttpWire> dripping = new ConcurrentLinkedQueue<>();
        AtomicInteger drops = new AtomicInteger();
        try (ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> drips = pulse.scheduleWithFixedDelay(
                    () -> drip(dripping, drops), PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
            gather(site, crowd, CROWD, () -> {
                HttpWire wire = site.http(DOOR);
                wire.say(beginning);
                dripping.add(wire);
                return wire;
            });
            for (HttpWire wire : crowd) {
                assertThat(wire.hear().status()).isEqualTo(408);
                assertThat(wire.isOver()).isTrue();
            }
            assertThat(drips.isDone()).as("ended by a failure").isFalse();
            drips.cancel(false);
            assertThat(drops).hasValueGreaterThan(CROWD);
        } finally {
            close(crowd);
        }
    }

    /** Some say one more byte, as long as there is somebody to hear it. */
    private static void drip(Queue<HttpWire> dripping, AtomicInteger drops) {
        for (int i = 0; i < AT_A_TIME && !dripping.isEmpty(); i++) {
            HttpWire wire = dripping.remove();
            try {
                wire.say("a");
                drops.incrementAndGet();
                dripping.add(wire);
            } catch (IOException _) {
                // It was cut off.
            }
        }
    }

    /** Of what is asked for, nothing is made that nobody takes. */
    @Test
    void h02CutsOffWhoAsksForMuchAndReadsNothing(Site site) throws Exception {
        int others = site.connections();
        String requests = ("GET " + LONG + " HTTP/1.1\r\nHost: door.test\r\n\r\n").repeat(TIMES);
        List<HttpWire> crowd = new ArrayList<>();
        try {
            gather(site, crowd, HOARDERS, () -> {
                HttpWire wire = site.http(DOOR);
                wire.say(requests);
                return wire;
            });
            Patience.await().until(() -> site.connections() <= others);
            long all = TIMES * length(site);
            for (HttpWire wire : crowd) {
                assertThat(rest(wire.socket())).isLessThan(all / 2);
            }
        } finally {
            close(crowd);
        }
    }

    private static long length(Site site) throws IOException {
        try (HttpWire wire = site.http(DOOR)) {
            return Long.parseLong(wire.ask("HEAD", LONG).header("content-length"));
        }
    }

    /** Bytes that have come, before the connection was cut off. */
    private static long rest(Socket socket) throws IOException {
        byte[] bytes = new byte[64 * 1024];
        InputStream in = socket.getInputStream();
        long count = 0;
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                count += read;
            }
        } catch (SocketException _) {
            // As hard an end as there is.
        }
        return count;
    }

    /** By HTTP/2 a client says how much it is ready to take: here, nothing (RFC 9113 §6.5.2). */
    @Test
    void h02CutsOffWhoTakesNothingByHttp2(Site site) throws Exception {
        int others = site.connections();
        byte[] noWindow = {0, 4, 0, 0, 0, 0};
        List<Http2Wire> crowd = new ArrayList<>();
        try {
            gather(site, crowd, CROWD, () -> {
                Http2Wire wire = new Http2Wire(site.http(DOOR));
                wire.say(Http2Wire.SETTINGS, 0, 0, noWindow);
                wire.say(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 1, request());
                assertThat(wire.answer(1)).isEqualTo(200);
                return wire;
            });
            Patience.await().until(() -> site.connections() <= others);
        } finally {
            close(crowd);
        }
    }

    private static byte[] request() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(Http2Wire.header(":method", "GET"));
        head.writeBytes(Http2Wire.header(":scheme", "http"));
        head.writeBytes(Http2Wire.header(":path", LONG));
        head.writeBytes(Http2Wire.header(":authority", "door.test"));
        return head.toByteArray();
    }

    private static void close(List<? extends Closeable> crowd) throws IOException {
        for (Closeable each : crowd) {
            each.close();
        }
    }
}
