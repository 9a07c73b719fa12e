package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table {@code drain}. */
class DrainTest {
    private static final String TOML = Toml.HOST + """
            [modules.mod_ping]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = "infinity"
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            [drain]
            """;

    private static final Jid ALICE = Jid.of("alice", "door.test", "a").orElseThrow();

    private final Wires wires = new Wires();
    private @Nullable Site site;

    private void open(String drain) throws IOException {
        Site opened = Site.of(TOML + drain);
        site = opened;
        opened.renew(ALICE.bare());
    }

    private Site site() {
        return Objects.requireNonNull(site);
    }

    private Wire connect() throws IOException {
        return wires.add(site().connect("clear"));
    }

    @AfterEach
    void close() throws IOException {
        wires.close();
        site().close();
    }

    @Test
    void duringTheDelayNoneAreAskedForButThoseWhoComeAreServed() throws Exception {
        open("delay = 3_600_000\ndeadline = 7_200_000\n");
        Wire before = connect().login(ALICE);
        assertThat(site().house().readiness().ready()).isTrue();
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread draining = Thread.startVirtualThread(() -> {
            try {
                site().house().drain();
                end.complete("drained");
            } catch (InterruptedException e) {
                end.complete("interrupted");
            }
        });

        await().until(() -> !site().house().readiness().ready());

        assertThat(site().house().readiness().reasons()).containsExactly("draining");
        connect().login(ALICE.bare().withResource("late").orElseThrow());
        assertThat(before.unread()).isEmpty();
        draining.interrupt();
        assertThat(end.get()).isEqualTo("interrupted");
    }

    @Test
    void everybodyIsToldThatTheSystemShutsDown() throws Exception {
        open("period = 20\n");
        Wire session = connect().login(ALICE);
        Wire half = connect().open("door.test");
        List<CompletableFuture<String>> ends = List.of(end(session), end(half));

        site().house().drain();

        String goodbye = "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                + "</stream:stream>";
        assertThat(ends).extracting(CompletableFuture::join).containsOnly(goodbye);
    }

    @Test
    void everybodyIsSentToAnotherHostIfThereIsOne() throws Exception {
        open("period = 0\nsee_other_host = \"[2001:db8::1]:5222\"\n");
        Wire session = connect().login(ALICE);
        CompletableFuture<String> end = end(session);

        site().house().drain();

        assertThat(end.join())
                .isEqualTo("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                        + "[2001:db8::1]:5222</see-other-host></stream:error></stream:stream>");
    }

    /** Also those who share a connection of HTTP/2. */
    @Test
    @SuppressWarnings("try") // One of them leaves before the end.
    void whoHasAWebSocketIsSentToAnotherIfThereIsOne() throws Exception {
        open("period = 0\nsee_other_uri = \"wss://other.test/ws\"\n");
        try (SocketWire alone = site().socket("web");
                Http2Wire several = new Http2Wire(site().http("web"));
                SocketWire shared = several.socket("/ws-xmpp");
                HttpWire idle = site().http("web")) {
            alone.login(ALICE);
            shared.open();
            idle.ask("GET", "/");
            CompletableFuture<Void> drained = CompletableFuture.runAsync(this::drain);
            for (SocketWire wire : List.of(alone, shared)) {
                assertThat(wire.hear()).contains("<system-shutdown ");
                assertThat(wire.hear())
                        .isEqualTo("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'"
                                + " see-other-uri='wss://other.test/ws'/>");
                assertThat(wire.end()).isEqualTo(1000);
            }
            assertThat(idle.isOver()).isTrue();
            drained.join();
        }
    }

    private void drain() {
        try {
            site().house().drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it hears to the end; then it closes, as clients do. */
    private static CompletableFuture<String> end(Wire wire) {
        return CompletableFuture.supplyAsync(() -> {
            try (wire) {
                return wire.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whoDoesNotGoIsCutAtTheDeadline() throws Exception {
        open("period = 0\ndeadline = 50\n");
        connect().login(ALICE);

        site().house().drain();

        assertThat(site().house().listeners().connections()).isZero();
    }
}
