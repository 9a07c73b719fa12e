package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Carrier;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartnersTest {
    private static final Pair A = new Pair("a.test", "far.test");
    private static final Pair B = new Pair("b.test", "far.test");

    private static final Carrier STREAM = new Carrier() {
        @Override
        public boolean carry(Parcel stanza) {
            return true;
        }

        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            return true;
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            return true;
        }

        @Override
        public void close(StreamError reason) {}
    };

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Pair> overdue = new ArrayList<>();
    private final Partners partners = new Partners(channel.eventLoop(), overdue::add);
    private final List<String> heard = new ArrayList<>();

    PartnersTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
    }

    private Partners.Partner partner(String name, boolean wants) {
        return new Partners.Partner() {
            @Override
            public boolean opened(Carrier carrier) {
                heard.add(name + " opened");
                return wants;
            }

            @Override
            public void refused() {
                heard.add(name + " refused");
            }

            @Override
            public void lost(Carrier carrier, List<Parcel> undelivered, boolean useful) {
                List<String> texts = undelivered.stream()
                        .map(parcel -> new String(parcel.stanza(), StandardCharsets.UTF_8))
                        .toList();
                heard.add(name + " lost " + texts + " " + useful);
            }
        };
    }

    private static Parcel message(String from) {
        String stanza = "<message from='" + from + "' to='bob@far.test/desk'/>";
        return new Parcel(stanza.getBytes(StandardCharsets.UTF_8), Receipt.NONE);
    }

    @Test
    void givesEveryoneBackWhatIsTheirs() {
        partners.add(A, partner("a", true));
        partners.add(B, partner("b", true));
        assertThat(partners.open(A, STREAM)).isTrue();
        assertThat(partners.open(B, STREAM)).isTrue();
        Parcel own = message("first.test");
        List<Parcel> undelivered =
                new ArrayList<>(List.of(own, message("x@a.test"), message("b.test"), message("y@a.test/z")));

        assertThat(partners.leave(STREAM, undelivered, true)).containsExactlyInAnyOrder(A, B);

        assertThat(undelivered).containsExactly(own);
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "a opened",
                        "b opened",
                        "a lost [<message from='x@a.test' to='bob@far.test/desk'/>,"
                                + " <message from='y@a.test/z' to='bob@far.test/desk'/>] true",
                        "b lost [<message from='b.test' to='bob@far.test/desk'/>] true");
    }

    @Test
    void givesThemAlsoWhatComesLate() {
        partners.add(A, partner("a", true));
        assertThat(partners.open(A, STREAM)).isTrue();
        assertThat(partners.leave(STREAM, new ArrayList<>(), true)).containsExactly(A);
        heard.clear();

        assertThat(partners.stray(STREAM, message("x@a.test"))).isTrue();
        assertThat(partners.stray(STREAM, message("first.test"))).isFalse();

        assertThat(heard).containsExactly("a lost [<message from='x@a.test' to='bob@far.test/desk'/>] true");
    }

    @Test
    void whoStillWaitsWhenTheStreamEndsGoesElsewhere() {
        partners.add(A, partner("a", true));

        assertThat(partners.leave(STREAM, new ArrayList<>(), true)).isEmpty();

        assertThat(heard).containsExactly("a refused");
    }

    @Test
    void nobodyIsAPartnerWhoHasFoundAnotherWay() {
        partners.add(A, partner("a", false));

        assertThat(partners.open(A, STREAM)).isFalse();
        assertThat(partners.open(B, STREAM)).isFalse();
        assertThat(partners.leave(STREAM, new ArrayList<>(), true)).isEmpty();

        assertThat(heard).containsExactly("a opened");
    }

    @Test
    void saysWhenAnAnswerIsOverdue() {
        partners.add(A, partner("a", true));
        partners.add(B, partner("b", true));
        partners.await(A);
        partners.await(B);
        partners.open(B, STREAM);

        channel.advanceTimeBy(Partners.PATIENCE_SECONDS - 1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(overdue).isEmpty();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(overdue).containsExactly(A);
    }

    @Test
    void refusesOnce() {
        partners.add(A, partner("a", true));

        partners.refuse(A);
        partners.refuse(A);

        assertThat(heard).containsExactly("a refused");
    }
}
