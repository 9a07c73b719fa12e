package im.vestibule.services.last;

import static im.vestibule.services.testing.Asking.get;
import static im.vestibule.services.testing.Asking.set;
import static im.vestibule.services.testing.Asking.text;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LastHandlerTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final String QUERY = "<query xmlns='jabber:iq:last'/>";

    private final House house = new House();
    private final Rosters rosters = Friends.rosters(house);
    private final Last last = new Last(new MemoryLastStore(), house);
    private final LastHandler handler = new LastHandler(last, rosters, house.sessions(), house, house.instant());

    @Test
    void tellsTheUptimeOfTheServer() {
        house.pass(Duration.ofMillis(903_999));

        assertThat(text(handler.handle(get("romeo@montague.test/garden", "capulet.test", QUERY))))
                .isEqualTo("<query xmlns='jabber:iq:last' seconds='903'/>");
    }

    @Test
    void tellsASubscriberWhenTheAccountLeftAndHow() {
        Friends.admit(rosters, JULIET, ROMEO);
        last.left(Jid.of("juliet@capulet.test/balcony"), "Heading home");
        house.pass(Duration.ofSeconds(903));

        assertThat(text(handler.handle(asked("romeo@montague.test/garden"))))
                .isEqualTo("<query xmlns='jabber:iq:last' seconds='903'>Heading home</query>");
    }

    @Test
    void tellsAnAccountOfItself() {
        last.left(JULIET, "");

        assertThat(text(handler.handle(asked("juliet@capulet.test/balcony"))))
                .isEqualTo("<query xmlns='jabber:iq:last' seconds='0'/>");
    }

    @Test
    void tellsStrangersNothing() {
        last.left(JULIET, "");
        Friends.admit(rosters, ROMEO, JULIET);

        assertThat(text(handler.handle(asked("romeo@montague.test/garden")))).isEqualTo("forbidden");
        assertThat(text(handler.handle(get("romeo@montague.test/garden", "nobody@capulet.test", QUERY))))
                .isEqualTo("forbidden");
    }

    @Test
    void saysZeroWhileTheAccountIsAvailable() {
        Friends.admit(rosters, JULIET, ROMEO);
        last.left(JULIET, "Heading home");
        house.pass(Duration.ofHours(1));
        house.arrive("juliet@capulet.test/balcony");

        assertThat(text(handler.handle(asked("romeo@montague.test/garden"))))
                .isEqualTo("<query xmlns='jabber:iq:last' seconds='0'/>");
    }

    @Test
    void doesNotKnowAnAccountThatNeverLeft() {
        Friends.admit(rosters, JULIET, ROMEO);

        assertThat(text(handler.handle(asked("romeo@montague.test/garden")))).isEqualTo("service-unavailable");
    }

    @Test
    void isNotToBeSet() {
        assertThat(text(handler.handle(set("romeo@montague.test/garden", "capulet.test", QUERY))))
                .isEqualTo("bad-request");
    }

    @Test
    void keepsAStatusUpToItsLimitWithoutHalfACharacter() {
        String longest = "x".repeat(Last.STATUS);
        last.left(JULIET, longest + "y");
        last.left(ROMEO, "x".repeat(Last.STATUS - 1) + "\uD83C\uDF19");

        assertThat(last.find(JULIET).orElseThrow().status()).isEqualTo(longest);
        assertThat(last.find(ROMEO).orElseThrow().status()).isEqualTo("x".repeat(Last.STATUS - 1));
    }

    private static IqRequest asked(String asker) {
        return get(asker, "juliet@capulet.test", QUERY);
    }
}
