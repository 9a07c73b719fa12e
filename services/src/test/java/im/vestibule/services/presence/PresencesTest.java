package im.vestibule.services.presence;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What event loops may do themselves. */
final class PresencesTest {
    private static final Jid ALICE = Jid.of("alice@a.test");
    private static final Jid BOB = Jid.of("bob@a.test");
    private static final XmlElement HERE = XmlElement.of("presence", Ns.CLIENT);

    private final House house = new House();
    private final Rosters rosters = Friends.rosters(house);
    private final Guest alice = house.enter("alice@a.test/desk");
    private final Guest bob = house.arrive("bob@a.test/desk");

    private final Presences presences = presences(Optional.of(rosters));

    private Presences presences(Optional<Rosters> known) {
        Hosts hosts = new Hosts(List.of(Served.host("a.test", known)));
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        return new Presences(house.sessions(), hosts, new Outside(components, Federation.none(hosts)));
    }

    private static String presence(String to) {
        return "<presence from='alice@a.test/desk' to='" + to + "'/>";
    }

    @Test
    void aRosterHasToBeAtHand() {
        assertThat(presences.availableAtOnce(alice.session(), HERE)).isFalse();
        assertThat(presences.unavailableAtOnce(alice.session(), Presences.gone()))
                .isFalse();
        assertThat(alice.session().presence()).isNull();
        assertThat(rosters.cached(ALICE)).isNull();
    }

    @Test
    void whereThereAreNoRostersNothingHasToBe() {
        assertThat(presences(Optional.empty()).availableAtOnce(alice.session(), HERE))
                .isTrue();
        assertThat(alice.ear().heard()).containsExactly(presence("alice@a.test"));
    }

    @Test
    void subscribersHearOfIt() {
        Friends.admit(rosters, ALICE, BOB);
        var _ = bob.ear().heard();

        assertThat(presences.availableAtOnce(alice.session(), HERE)).isTrue();
        assertThat(presences.unavailableAtOnce(alice.session(), Presences.gone()))
                .isTrue();

        assertThat(bob.ear().heard())
                .containsExactly(
                        presence("bob@a.test"),
                        "<presence type='unavailable' from='alice@a.test/desk' to='bob@a.test'/>");
        assertThat(alice.session().presence()).isNull();
    }

    /** Their rosters say whether they can be seen. */
    @Test
    void whoHasContactsToAskAfterWaitsAtFirst() {
        Friends.follow(rosters, ALICE, BOB);

        assertThat(presences.availableAtOnce(alice.session(), HERE)).isFalse();
        assertThat(presences.available(alice.session(), HERE)).isTrue();
        assertThat(presences.availableAtOnce(alice.session(), HERE)).isTrue();
    }

    @Test
    void manySubscribersTakeTooLong() {
        for (int i = 0; i < 65; i++) {
            Friends.admit(rosters, ALICE, Jid.of("friend" + i + "@a.test"));
        }

        assertThat(presences.availableAtOnce(alice.session(), HERE)).isFalse();
    }

    @Test
    void soDoManyWhoWereToldDirectly() {
        rosters.roster(ALICE);
        for (int i = 0; i < 65; i++) {
            assertThat(presences.directed(alice.session(), Jid.of("room" + i + "@a.test"), HERE, true))
                    .isTrue();
        }

        assertThat(presences.unavailableAtOnce(alice.session(), Presences.gone()))
                .isFalse();
        assertThat(presences.unavailable(alice.session(), Presences.gone())).isFalse();
        assertThat(presences.unavailableAtOnce(alice.session(), Presences.gone()))
                .isTrue();
    }
}
