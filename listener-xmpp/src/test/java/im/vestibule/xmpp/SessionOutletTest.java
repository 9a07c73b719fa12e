package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.LoggingEventBuilder;

/** A session that moves from loop to loop while others write to it. */
class SessionOutletTest {
    private static final int EACH = 20_000;
    private static final int MOVES = 50;

    private final EventLoop[] loops = {new DefaultEventLoop(), new DefaultEventLoop()};
    private final Inbox[] inboxes = {new Inbox(loops[0]), new Inbox(loops[1])};
    private final SmallHouse house = new SmallHouse(1_000_000, 1_000_000);

    @AfterEach
    void close() {
        house.close();
        for (EventLoop loop : loops) {
            var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** A connection that can be cut, and hears nothing from then on. */
    static final class Cable implements Tether {
        private final List<String> heard;
        private final List<StreamError> ends = new CopyOnWriteArrayList<>();
        private boolean cut;

        Cable() {
            this(new ArrayList<>());
        }

        Cable(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void write(byte[] stanza) {
            if (!cut) {
                String text = new String(stanza, StandardCharsets.UTF_8);
                heard.add(text.substring(text.indexOf("id='") + 4, text.indexOf("'/")));
            }
        }

        @Override
        public void say(XmlElement element) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void end(StreamError error) {
            ends.add(error);
        }

        @Override
        public void abandon() {}

        @Override
        public void letGo() {}

        @Override
        public void settled() {}

        @Override
        public LoggingEventBuilder on(LoggingEventBuilder line) {
            return line;
        }
    }

    private Seat seat(int loop) {
        return new Seat(loops[loop], inboxes[loop]);
    }

    private static XmlElement presence(String sender, int number) {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("id", sender + number)
                .build();
    }

    /** A few at a time, so that others get their turn; those at a bound again. */
    private static void send(Managed managed, String sender, int from, EventLoop loop, CountDownLatch done) {
        int number = from;
        while (number < Math.min(from + 20, EACH) && managed.outlet().send(presence(sender, number), Receipt.NONE)) {
            number++;
        }
        int next = number;
        if (next < EACH) {
            loop.execute(() -> send(managed, sender, next, loop, done));
        } else {
            done.countDown();
        }
    }

    private static <T> T at(EventLoop loop, Callable<T> task) throws Exception {
        return loop.submit(task).get(30, TimeUnit.SECONDS);
    }

    @Test
    void keepsTheOrderOfEverySenderAndLosesNothing() throws Exception {
        Session session = new Session(Jid.of("alice@door.test/home"), "", Deaf.DEAF, new InetSocketAddress(0));
        List<String> heard = new ArrayList<>();
        Cable first = new Cable(heard);
        Managed managed = at(loops[0], () -> house.manage(session, seat(0), first));
        EventLoop elsewhere = new DefaultEventLoop();
        CountDownLatch done = new CountDownLatch(3);
        EventLoop[] senders = {loops[0], loops[1], elsewhere};
        for (int i = 0; i < senders.length; i++) {
            String sender = "abc".substring(i, i + 1);
            EventLoop loop = senders[i];
            loop.execute(() -> send(managed, sender, 0, loop, done));
        }

        Cable cable = first;
        for (int move = 1; move <= MOVES; move++) {
            Cable old = cable;
            long got = at(loops[(move + 1) % 2], () -> {
                old.cut = true;
                managed.lost();
                return (long) heard.size();
            });
            CompletableFuture<Takeover> outcome = new CompletableFuture<>();
            managed.resume(got, seat(move % 2), outcome::complete);
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Takeover.Taken(managed));
            assertThat(old.ends).isEmpty();
            Cable fresh = new Cable(heard);
            cable = fresh;
            at(loops[move % 2], () -> {
                managed.tie(fresh);
                return fresh;
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        // Once the inbox has been looked at.
        int all = at(loops[MOVES % 2], () -> {
            inboxes[MOVES % 2].run();
            return heard.size();
        });
        var _ = elsewhere.shutdownGracefully(0, 1, TimeUnit.SECONDS);

        assertThat(all).isEqualTo(3 * EACH);
        for (String sender : List.of("a", "b", "c")) {
            List<String> own =
                    heard.stream().filter(id -> id.startsWith(sender)).toList();
            assertThat(own).hasSize(EACH);
            for (int i = 0; i < EACH; i++) {
                assertThat(own.get(i)).isEqualTo(sender + i);
            }
        }
    }

    /** Otherwise what is refused would be in the store before what waits here. */
    @Test
    void takesWhatComesBehindAnOverflowUntilTheSessionHasEnded() throws Exception {
        Session session = new Session(Jid.of("alice@door.test/home"), "", Deaf.DEAF, new InetSocketAddress(0));
        Cable cable = new Cable();
        Managed managed = at(loops[0], () -> house.manage(session, seat(0), cable));
        CountDownLatch busy = new CountDownLatch(1);
        Future<Boolean> free = loops[0].submit(() -> busy.await(30, TimeUnit.SECONDS));
        XmlElement large = presence("x".repeat(100_000), 1);

        int taken = 0;
        while (managed.outlet().send(large, Receipt.NONE)) {
            taken++;
        }
        busy.countDown();

        assertThat(free.get()).isTrue();
        assertThat(taken * 100_000L)
                .isGreaterThan(SessionOutlet.BOUND)
                .isBetween(SessionOutlet.MOST - 200_000, SessionOutlet.MOST + 100_000);
        at(loops[0], () -> true);
        assertThat(cable.ends).contains(ChannelOutlet.OVERFLOW);
    }
}
