package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Frames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouteTest {
    private static final StanzaError NOT_FOUND = StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND);
    private static final byte[] STAMP = " from='alice@a.test/desk'".getBytes(StandardCharsets.UTF_8);

    private final List<String> back = new ArrayList<>();
    private int dialled;
    private long now;
    private final Route route = new Route(
            new Pair("a.test", "b.test"),
            Duration.ofSeconds(60),
            new Route.Terms(
                    same -> dialled++,
                    (stanza, error) -> back.add(stanza.attribute("id").orElse("") + " "
                            + error.condition().element()),
                    3,
                    () -> now,
                    bound -> 0));

    /** A stream that is open. */
    private static final class Stream implements Carrier {
        private final List<String> carried = new ArrayList<>();
        private boolean deaf;

        @Override
        public boolean carry(Parcel parcel) {
            return !deaf && carried.add(new String(parcel.stanza(), StandardCharsets.UTF_8));
        }

        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            return carry(new Parcel(Ear.wire(stanza).getBytes(StandardCharsets.UTF_8), receipt));
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            return carry(new Parcel(Stanzas.write(frame, stamp), receipt));
        }

        @Override
        public void close(StreamError reason) {
            deaf = true;
        }
    }

    private static String message(int id) {
        return "<message to='bob@b.test' id='" + id + "'/>";
    }

    private static String stamped(int id) {
        return "<message from='alice@a.test/desk' to='bob@b.test' id='" + id + "'/>";
    }

    private static List<Parcel> parcels(int id) {
        return List.of(new Parcel(stamped(id).getBytes(StandardCharsets.UTF_8), Receipt.NONE));
    }

    private boolean says(int id) {
        return route.relay(Frames.of(message(id)), STAMP, Receipt.NONE);
    }

    private void wait(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void dialsOnceForWhateverWaits() {
        assertThat(says(1)).isTrue();
        assertThat(says(2)).isTrue();

        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void sendsWhatHasWaitedBeforeWhatComesNext() {
        Stream stream = new Stream();
        says(1);
        says(2);

        assertThat(route.opened(stream)).isTrue();
        route.dialled();
        says(3);

        assertThat(stream.carried).containsExactly(stamped(1), stamped(2), stamped(3));
        assertThat(back).isEmpty();
    }

    @Test
    void writesWhatTheHouseSaysAsServersDo() {
        Stream stream = new Stream();
        route.send(XmlElement.builder("presence", "jabber:client")
                .attribute("to", "b.test")
                .child(XmlElement.of("show", "jabber:client", "away"))
                .build());

        route.opened(stream);

        assertThat(stream.carried).containsExactly("<presence to='b.test'><show>away</show></presence>");
    }

    @Test
    void takesNoMoreThanMayWait() {
        says(1);
        says(2);
        says(3);

        assertThat(says(4)).isFalse();
        assertThat(route.reason().condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
    }

    @Test
    void givesBackWhatWaitsIfNoStreamCanBeHad() {
        says(1);
        says(2);

        route.failed(NOT_FOUND);

        assertThat(back).containsExactly("1 remote-server-not-found", "2 remote-server-not-found");
    }

    @Test
    void restsLongerAfterEachFailure() {
        says(1);
        route.failed(NOT_FOUND);
        assertThat(says(2)).isFalse();
        assertThat(route.reason()).isEqualTo(NOT_FOUND);

        wait(1);
        assertThat(says(3)).isTrue();
        route.failed(NOT_FOUND);
        wait(1);
        assertThat(says(4)).isFalse();
        wait(1);
        assertThat(says(5)).isTrue();
        assertThat(dialled).isEqualTo(3);
    }

    @Test
    void doesNotRestOnceTheOtherServerHasCalled() {
        says(1);
        route.failed(NOT_FOUND);

        route.encourage();

        assertThat(says(2)).isTrue();
    }

    @Test
    void sendsOnTheNextStreamWhatTheLastOneDidNotDeliver() {
        Stream first = new Stream();
        says(1);
        route.opened(first);
        route.dialled();
        says(2);
        first.deaf = true;
        says(3);

        route.lost(first, parcels(2), true);
        assertThat(dialled).isEqualTo(2);
        Stream second = new Stream();
        route.opened(second);

        assertThat(second.carried).containsExactly(stamped(2), stamped(3));
        assertThat(back).isEmpty();
    }

    @Test
    void doesNotOpenStreamsForEverThatAreOfNoUse() {
        Stream first = new Stream();
        says(1);
        route.opened(first);
        route.dialled();

        route.lost(first, parcels(1), false);
        assertThat(dialled).isEqualTo(2);
        assertThat(back).isEmpty();
        Stream second = new Stream();
        route.opened(second);
        route.dialled();
        route.lost(second, parcels(1), false);

        assertThat(dialled).isEqualTo(2);
        assertThat(back).containsExactly("1 remote-server-timeout");
    }

    @Test
    void usesOneStreamAtATime() {
        Stream theirs = new Stream();
        says(1);

        assertThat(route.opened(theirs)).isTrue();
        assertThat(route.opened(new Stream())).isFalse();
        route.failed(NOT_FOUND);

        assertThat(back).isEmpty();
        assertThat(says(2)).isTrue();
        assertThat(theirs.carried).containsExactly(stamped(1), stamped(2));
    }

    @Test
    void isIdleWhenNothingWouldBeLost() {
        assertThat(route.isIdle()).isTrue();
        says(1);
        assertThat(route.isIdle()).isFalse();
        route.failed(NOT_FOUND);
        assertThat(route.isIdle()).isFalse();
        wait(100);
        assertThat(route.isIdle()).isTrue();
    }
}
