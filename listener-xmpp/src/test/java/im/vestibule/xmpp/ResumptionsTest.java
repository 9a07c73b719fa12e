package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionsTest {
    private final Chores chores = new Chores();
    private final SmallHouse house = new SmallHouse(Managements.of(100, 1), new Effects(chores));
    private final List<String> told = new ArrayList<>();

    /** What its client says then that it has got is deleted, which must not come before it is written. */
    @Test
    void nobodyIsToldThatASessionIsGoneBeforeItIsSeenToWhatItHasLeft() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Seat seat = new Seat(channel.eventLoop(), new Inbox(channel.eventLoop()));
        Session session = new Session(Jid.of("alice@door.test/home"), "", Deaf.DEAF, new InetSocketAddress(0));
        Managed managed = house.manage(session, seat, new SessionOutletTest.Cable());

        managed.over();
        assertThat(house.resumptions().find(session.jid(), managed.id())).isEmpty();
        house.resumptions().afterEnd(managed.id(), () -> told.add("gone"));
        assertThat(told).isEmpty();

        while (chores.work()) {
            // All there is to do.
        }
        assertThat(told).containsExactly("gone");
        boolean _ = channel.finishAndReleaseAll();
    }

    @Test
    void whatWasNeverThereIsGoneAtOnce() {
        house.resumptions().afterEnd("never", () -> told.add("gone"));
        assertThat(told).containsExactly("gone");
    }
}
