package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that come while an earlier one of the same connection waits for its answer. */
class PipeliningTest {
    private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n";
    private static final String UPGRADE =
            "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";

    private final Waiting waiting = new Waiting();
    private final HttpWire wire = new HttpWire(
            new HttpTally(), new Place(Place.ANY, "/wait", waiting), new Place(Place.ANY, "/socket", new Upgrading()));

    /** Changes to another protocol at once. */
    private static final class Upgrading implements Endpoint {
        @Override
        public Set<HttpMethod> methods() {
            return Set.of(HttpMethod.GET);
        }

        @Override
        public boolean upgrades() {
            return true;
        }

        @Override
        public void on(Exchange exchange) {
            exchange.takeOver(Response.of(Status.SWITCHING_PROTOCOLS), new ChannelInboundHandlerAdapter());
        }
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void changesToAnotherProtocol() {
        assertThat(wire.say(UPGRADE)).startsWith("HTTP/1.1 101 ");
    }

    /** Its 101 would be taken for the answer to the first. */
    @Test
    void doesNotChangeToAnotherProtocolBeforeEarlierRequestsAreAnswered() {
        assertThat(wire.say(WAIT + "\r\n")).isEmpty();
        assertThat(wire.say(UPGRADE)).isEmpty();

        waiting.next().answer(Response.of(Status.NO_CONTENT));
        assertThat(wire.heard()).containsSubsequence("HTTP/1.1 204 ", "HTTP/1.1 400 ");
    }

    /** The bound on the time of a body is over with the body. */
    @Test
    void keepsTheConnectionWhileARefusalWaitsForItsTurn() {
        assertThat(wire.say(WAIT + "\r\n")).isEmpty();
        assertThat(wire.say(WAIT + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"))
                .isEmpty();

        wire.pass(HttpWire.LONG);
        assertThat(wire.channel.isOpen()).isTrue();
        waiting.next().answer(Response.of(Status.NO_CONTENT));
        assertThat(wire.heard()).containsSubsequence("HTTP/1.1 204 ", "HTTP/1.1 413 ");
    }
}
