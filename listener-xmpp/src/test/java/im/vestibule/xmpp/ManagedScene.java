package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Session;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.spi.LoggingEventBuilder;

/** A session that counts, the rope that holds it to a connection, and time that stands still. */
abstract class ManagedScene {
    static final Jid HOME = Jid.of("alice@door.test/home");
    static final String ASKED = "<r xmlns='urn:xmpp:sm:3'/>";

    final EmbeddedChannel channel = new EmbeddedChannel();
    final SmallHouse house = new SmallHouse(3, 1);
    final Window window = new Window(() -> {});
    final Rope rope = new Rope();
    final Managed managed = house.manage(new Session(HOME, "", Deaf.DEAF, new InetSocketAddress(0)), seat(), rope);

    ManagedScene() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        house.close();
        boolean _ = channel.finishAndReleaseAll();
    }

    /** A connection that remembers what it was given. */
    static final class Rope implements Tether {
        final List<String> said = new ArrayList<>();

        @Nullable
        StreamError end;

        int abandoned;
        int settled;
        boolean loose;

        @Override
        public void write(byte[] stanza) {
            said.add(new String(stanza, UTF_8));
        }

        @Override
        public void say(XmlElement element) {
            said.add(element.toString());
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void end(StreamError error) {
            end = error;
        }

        @Override
        public void abandon() {
            abandoned++;
        }

        @Override
        public void letGo() {
            loose = true;
        }

        @Override
        public void settled() {
            settled++;
        }

        @Override
        public LoggingEventBuilder on(LoggingEventBuilder line) {
            return line;
        }

        List<String> heard() {
            List<String> all = List.copyOf(said);
            said.clear();
            return all;
        }
    }

    Seat seat() {
        return new Seat(channel.eventLoop(), new Inbox(channel.eventLoop()));
    }

    static XmlElement message(int id) {
        return XmlElement.builder("message", Ns.CLIENT)
                .attribute("id", Integer.toString(id))
                .child("body", Ns.CLIENT, "hi")
                .build();
    }

    static String sent(int id) {
        return "<message id='" + id + "'><body>hi</body></message>";
    }

    static String late(int id) {
        return "<message id='" + id + "'><body>hi</body><delay xmlns='urn:xmpp:delay' from='door.test'"
                + " stamp='1970-01-01T00:00:00Z'>SM Storage</delay></message>";
    }

    void send(int id) {
        assertThat(managed.outlet().send(message(id), window.receive())).isTrue();
        channel.runPendingTasks();
    }

    void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    Takeover resume(long count) {
        List<Takeover> outcome = new ArrayList<>();
        managed.resume(count, seat(), outcome::add);
        channel.runPendingTasks();
        return outcome.getFirst();
    }

    void pauseIsOver() {
        channel.advanceTimeBy(Asking.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
