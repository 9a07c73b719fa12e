package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.change.Effect;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.House;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an account has on its roster, and where that is kept. */
final class RosterItemsTest extends RosterHouse {
    @Test
    void addsAContactAndTellsSessionsThatAskedForTheRoster() {
        Ear balcony = interested("juliet@capulet.test/balcony");
        Ear chamber = house.arrive("juliet@capulet.test/chamber").ear();

        assertThat(rosters.set(JULIET, ROMEO, "Romeo", List.of("Lovers"))).isEqualTo(Outcome.done());

        assertThat(balcony.heard())
                .containsExactly("<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test' name='Romeo'"
                        + " subscription='none'><group>Lovers</group></item></query></iq>");
        assertThat(chamber.heard()).isEmpty();
    }

    @Test
    void keepsTheSubscriptionWhenANameChanges() {
        befriend(JULIET, ROMEO);

        rosters.set(JULIET, ROMEO, "My love", List.of());

        assertThat(item(ROMEO))
                .isEqualTo(Item.stranger(ROMEO)
                        .in(new State(Subscription.BOTH, false, false, false), subscribe(""))
                        .listed("My love", List.of()));
    }

    @Test
    void refusesOneselfAsAContact() {
        assertThat(condition(rosters.set(JULIET, Jid.of("juliet@capulet.test/balcony"), "", List.of())))
                .isEqualTo(Condition.NOT_ALLOWED);
        assertThat(condition(rosters.outbound(JULIET, JULIET, SubscriptionType.SUBSCRIBE, subscribe(""))))
                .isEqualTo(Condition.NOT_ALLOWED);
    }

    @Test
    void holdsAsManyContactsAsItsLimitAndNotOneMore() {
        IntStream.range(0, 3)
                .forEach(i ->
                        assertThat(rosters.set(JULIET, guest(i), "", List.of())).isEqualTo(Outcome.done()));

        assertThat(condition(rosters.set(JULIET, guest(3), "", List.of()))).isEqualTo(Condition.POLICY_VIOLATION);
        assertThat(condition(rosters.outbound(JULIET, guest(3), SubscriptionType.SUBSCRIBE, subscribe(""))))
                .isEqualTo(Condition.POLICY_VIOLATION);
        assertThat(condition(rosters.outbound(JULIET, guest(3), SubscriptionType.SUBSCRIBED, subscribe(""))))
                .isEqualTo(Condition.POLICY_VIOLATION);
        assertThat(rosters.set(JULIET, guest(2), "known", List.of())).isEqualTo(Outcome.done());
        assertThat(rosters.roster(JULIET).items()).hasSize(3);
    }

    @Test
    void removesAContactAndEndsAllThatWasBetweenThem() {
        befriend(JULIET, ROMEO);
        Ear balcony = interested("juliet@capulet.test/balcony");

        Outcome outcome = rosters.remove(JULIET, ROMEO);

        assertThat(outcome)
                .isEqualTo(Outcome.done(
                        List.of(new Effect.Unavailable(JULIET, ROMEO), route("unsubscribe"), route("unsubscribed"))));
        assertThat(balcony.heard())
                .containsExactly("<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test' subscription='remove'/>"
                        + "</query></iq>");
        assertThat(rosters.roster(JULIET).items()).isEmpty();
    }

    @Test
    void takesBackARequestWhenItsContactIsRemoved() {
        rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(rosters.remove(JULIET, ROMEO)).isEqualTo(Outcome.done(List.of(route("unsubscribe"))));
    }

    @Test
    void cannotRemoveAStranger() {
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(condition(rosters.remove(JULIET, ROMEO))).isEqualTo(Condition.ITEM_NOT_FOUND);
        assertThat(rosters.roster(JULIET).requests()).hasSize(1);
    }

    @Test
    void givesEachChangeThatClientsSeeAVersionOfItsOwn() {
        Rosters versioned = rosters(true);
        house.enter("juliet@capulet.test/balcony").session().interested(true);
        versioned.set(JULIET, ROMEO, "a", List.of());
        long first = versioned.roster(JULIET).version();
        versioned.set(JULIET, ROMEO, "b", List.of());
        long second = versioned.roster(JULIET).version();
        versioned.inbound(JULIET, guest(1), SubscriptionType.SUBSCRIBE, subscribe(""));
        long unseen = versioned.roster(JULIET).version();
        versioned.remove(JULIET, ROMEO);
        long third = versioned.roster(JULIET).version();

        assertThat(first).isEqualTo(house.millis());
        assertThat(second).isGreaterThan(first);
        assertThat(unseen).isEqualTo(second);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void asksTheStoreOncePerAccount() {
        rosters.roster(JULIET);
        rosters.set(JULIET, ROMEO, "", List.of());
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(rosters.roster(JULIET).requests()).hasSize(1);
        assertThat(rosters.cached(Jid.of("juliet@capulet.test/balcony"))).isSameAs(rosters.roster(JULIET));
        assertThat(rosters.cached(ROMEO)).isNull();
        assertThat(store.loads()).isEqualTo(1);
    }

    @Test
    void remembersWhatItStored() {
        befriend(JULIET, ROMEO);

        assertThat(rosters(false).roster(JULIET).items())
                .containsExactlyElementsOf(rosters.roster(JULIET).items());
    }

    @Test
    void endsAllSubscriptionsOfAnAccountThatIsNoMore() {
        befriend(JULIET, ROMEO);
        rosters.inbound(JULIET, guest(1), SubscriptionType.SUBSCRIBE, subscribe(""));

        List<Effect> effects = rosters.drop(JULIET);

        assertThat(effects)
                .containsExactly(
                        new Effect.Unavailable(JULIET, ROMEO),
                        route("unsubscribe"),
                        route("unsubscribed"),
                        Stanzas.route(JULIET, guest(1), SubscriptionType.UNSUBSCRIBED));
        assertThat(rosters.roster(JULIET).items()).isEmpty();
        assertThat(store.load(JULIET).items()).isEmpty();
    }

    @Test
    void worksWithoutRoomForACache() {
        Rosters uncached =
                new Rosters(store, house.sessions(), house, LIMITS, new RosterSpec(true, false, Backend.MNESIA), 0);
        uncached.set(JULIET, ROMEO, "a", List.of());
        uncached.set(JULIET, ROMEO, "b", List.of());

        assertThat(uncached.cached(JULIET)).isNull();
        assertThat(uncached.roster(JULIET).version()).isEqualTo(house.millis() + 1);
        assertThat(uncached.roster(JULIET).listed()).hasSize(1);
    }

    @Test
    void leavesNoClientWithAnythingOlderThanWhatIsStored() throws Exception {
        for (int round = 0; round < 50; round++) {
            Jid account = Jid.of("juliet" + round + "@capulet.test");
            House.Guest guest = house.enter(account + "/balcony");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                all.add(threads.submit(() -> rosters.introduce(
                        guest.session(), roster -> guest.ear().send(RosterXml.query(roster, false)))));
                for (int i = 0; i < 20; i++) {
                    String name = "name" + i;
                    all.add(threads.submit(() -> rosters.set(account, ROMEO, name, List.of())));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            Item stored = rosters.roster(account).listed().getFirst();

            assertThat(guest.ear().heard().getLast()).contains("name='" + stored.name() + "'");
        }
    }

    private Item item(Jid contact) {
        Item item = rosters.roster(JULIET).find(contact);
        assertThat(item).isNotNull();
        return item;
    }

    private static Condition condition(Outcome outcome) {
        return outcome instanceof Outcome.Refused(StanzaError error)
                ? error.condition()
                : Condition.UNDEFINED_CONDITION;
    }
}
