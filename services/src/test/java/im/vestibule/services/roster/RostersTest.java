package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
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

final class RostersTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final RosterLimits LIMITS = new RosterLimits(3, 2, 10, 2, 8, 200);

    private final House house = new House();
    private final MemoryRosterStore store = new MemoryRosterStore();
    private final Rosters rosters = rosters(false);

    private Rosters rosters(boolean versioning) {
        return new Rosters(
                store, house.sessions(), house, LIMITS, new RosterSpec(versioning, false, Backend.MNESIA), 100);
    }

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
    void dropsARequestTooManyAsIfNobodyWereThere() {
        Ear balcony = house.arrive("juliet@capulet.test/balcony").ear();
        rosters.inbound(JULIET, guest(0), SubscriptionType.SUBSCRIBE, subscribe(""));
        rosters.inbound(JULIET, guest(1), SubscriptionType.SUBSCRIBE, subscribe(""));
        balcony.heard();

        assertThat(rosters.inbound(JULIET, guest(2), SubscriptionType.SUBSCRIBE, subscribe("")))
                .isEmpty();

        assertThat(balcony.heard()).isEmpty();
        assertThat(rosters.roster(JULIET).requests()).hasSize(2);
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
    void routesASubscriptionRequestWithBareAddressesAndAllItSays() {
        Ear balcony = interested("juliet@capulet.test/balcony");
        XmlElement stanza =
                subscribe("please").with("to", "romeo@montague.test/garden").with("id", "s1");

        Outcome outcome = rosters.outbound(
                Jid.of("juliet@capulet.test/balcony"),
                Jid.of("romeo@montague.test/garden"),
                SubscriptionType.SUBSCRIBE,
                stanza);

        assertThat(wire(outcome))
                .containsExactly("<presence type='subscribe' to='romeo@montague.test' id='s1'"
                        + " from='juliet@capulet.test'><status>please</status></presence>");
        assertThat(balcony.heard())
                .containsExactly("<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test' subscription='none'"
                        + " ask='subscribe'/></query></iq>");
    }

    @Test
    void pushesNothingWhenNothingChanges() {
        rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));
        Ear balcony = interested("juliet@capulet.test/balcony");

        Outcome again = rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(wire(again)).hasSize(1);
        assertThat(balcony.heard()).isEmpty();
    }

    @Test
    void deliversARequestToAvailableSessionsAndKeepsItUnlisted() {
        Ear balcony = house.arrive("juliet@capulet.test/balcony").ear();
        Ear chamber = interested("juliet@capulet.test/chamber");

        List<Effect> effects = rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe("please"));

        String delivered = "<presence type='subscribe' from='romeo@montague.test' to='juliet@capulet.test'>"
                + "<status>please</status></presence>";
        assertThat(effects).isEmpty();
        assertThat(balcony.heard()).containsExactly(delivered);
        assertThat(chamber.heard()).isEmpty();
        assertThat(rosters.roster(JULIET).listed()).isEmpty();
        assertThat(rosters.roster(JULIET).requests().stream().map(Ear::wire)).containsExactly(delivered);
    }

    @Test
    void keepsTheFirstOfSeveralRequests() {
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe("first"));
        Ear balcony = house.arrive("juliet@capulet.test/balcony").ear();

        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe("second"));

        assertThat(balcony.heard()).isEmpty();
        assertThat(rosters.roster(JULIET).requests().toString()).contains("first");
    }

    @Test
    void keepsOnlyTheAddressesOfAnOverlongRequest() {
        Ear balcony = house.arrive("juliet@capulet.test/balcony").ear();
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe("x".repeat(200)));

        assertThat(balcony.heard().getFirst()).contains("xxx");
        assertThat(rosters.roster(JULIET).requests().stream().map(Ear::wire))
                .containsExactly("<presence type='subscribe' from='romeo@montague.test' to='juliet@capulet.test'/>");
    }

    @Test
    void listsAStrangerWhoseRequestIsGranted() {
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));
        Ear balcony = interested("juliet@capulet.test/balcony");

        Outcome outcome = rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBED, of("subscribed"));

        assertThat(outcome).isEqualTo(Outcome.done(List.of(route("subscribed"), new Effect.Available(JULIET, ROMEO))));
        assertThat(balcony.heard().getFirst()).contains("subscription='from'");
        assertThat(rosters.roster(JULIET).requests()).isEmpty();
        assertThat(rosters.roster(JULIET).subscribers()).containsExactly(ROMEO);
    }

    @Test
    void forgetsAStrangerWhoseRequestIsDeniedOrWithdrawn() {
        Ear balcony = interested("juliet@capulet.test/balcony");
        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));
        Outcome denied = rosters.outbound(JULIET, ROMEO, SubscriptionType.UNSUBSCRIBED, of("unsubscribed"));
        assertThat(rosters.roster(JULIET).items()).isEmpty();
        assertThat(balcony.heard()).isEmpty();

        rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));
        List<Effect> withdrawn = rosters.inbound(JULIET, ROMEO, SubscriptionType.UNSUBSCRIBE, of("unsubscribe"));

        assertThat(denied).isEqualTo(Outcome.done(List.of(route("unsubscribed"))));
        assertThat(withdrawn).isEmpty();
        assertThat(rosters.roster(JULIET).items()).isEmpty();
        assertThat(balcony.heard())
                .containsExactly("<presence type='unsubscribe' from='romeo@montague.test' to='juliet@capulet.test'/>");
    }

    @Test
    void tellsOfPresenceBeforeASubscriptionEnds() {
        befriend(JULIET, ROMEO);

        assertThat(rosters.outbound(JULIET, ROMEO, SubscriptionType.UNSUBSCRIBED, of("unsubscribed")))
                .isEqualTo(Outcome.done(List.of(new Effect.Unavailable(JULIET, ROMEO), route("unsubscribed"))));
        assertThat(rosters.roster(JULIET).subscribers()).isEmpty();
        assertThat(rosters.roster(JULIET).subscriptions()).containsExactly(ROMEO);
    }

    @Test
    void grantsARequestThatWasApprovedAhead() {
        Ear balcony = interested("juliet@capulet.test/balcony");
        Outcome ahead = rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBED, of("subscribed"));
        assertThat(balcony.heard().getFirst()).contains("approved='true'");

        List<Effect> effects = rosters.inbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(ahead).isEqualTo(Outcome.done());
        assertThat(effects).containsExactly(route("subscribed"), new Effect.Available(JULIET, ROMEO));
        assertThat(balcony.heard())
                .containsExactly("<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test' subscription='from'/>"
                        + "</query></iq>");
    }

    @Test
    void deliversAnApprovalBeforeItPushes() {
        rosters.outbound(JULIET, ROMEO, SubscriptionType.SUBSCRIBE, subscribe(""));
        Ear balcony = interested("juliet@capulet.test/balcony");

        List<Effect> effects = rosters.inbound(
                JULIET, Jid.of("romeo@montague.test/garden"), SubscriptionType.SUBSCRIBED, of("subscribed"));

        assertThat(effects).isEmpty();
        assertThat(balcony.heard())
                .containsExactly(
                        "<presence type='subscribed' from='romeo@montague.test' to='juliet@capulet.test'/>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test'"
                                + " subscription='to'/></query></iq>");
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
    void admitsTheAccountAndItsSubscribersOnly() {
        befriend(JULIET, ROMEO);
        rosters.outbound(JULIET, guest(1), SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(rosters.admits(JULIET, Jid.of("juliet@capulet.test/balcony")))
                .isTrue();
        assertThat(rosters.admits(JULIET, Jid.of("romeo@montague.test/garden"))).isTrue();
        assertThat(rosters.admits(JULIET, guest(1))).isFalse();
        assertThat(rosters.admits(guest(2), JULIET)).isFalse();
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

    private Ear interested(String full) {
        House.Guest guest = house.enter(full);
        guest.session().interested(true);
        return guest.ear();
    }

    private void befriend(Jid one, Jid other) {
        rosters.outbound(one, other, SubscriptionType.SUBSCRIBE, subscribe(""));
        rosters.inbound(one, other, SubscriptionType.SUBSCRIBED, of("subscribed"));
        rosters.inbound(one, other, SubscriptionType.SUBSCRIBE, subscribe(""));
        rosters.outbound(one, other, SubscriptionType.SUBSCRIBED, of("subscribed"));
        assertThat(rosters.roster(one).admits(other)).isTrue();
    }

    private Item item(Jid contact) {
        Item item = rosters.roster(JULIET).find(contact);
        assertThat(item).isNotNull();
        return item;
    }

    private static Jid guest(int number) {
        return Jid.of("guest" + number + "@verona.test");
    }

    private static Effect route(String type) {
        return Stanzas.route(JULIET, ROMEO, SubscriptionType.parse(type).orElseThrow());
    }

    private static XmlElement of(String type) {
        return XmlElement.builder("presence", Ns.CLIENT).attribute("type", type).build();
    }

    private static XmlElement subscribe(String status) {
        XmlElement.Builder presence = XmlElement.builder("presence", Ns.CLIENT).attribute("type", "subscribe");
        return status.isEmpty()
                ? presence.build()
                : presence.child("status", Ns.CLIENT, status).build();
    }

    private static List<String> wire(Outcome outcome) {
        List<String> routed = new ArrayList<>();
        for (Effect effect : outcome instanceof Outcome.Done(List<Effect> effects) ? effects : List.<Effect>of()) {
            if (effect instanceof Effect.Route(Jid _, Jid _, XmlElement stanza)) {
                routed.add(Ear.wire(stanza));
            }
        }
        return routed;
    }

    private static Condition condition(Outcome outcome) {
        return outcome instanceof Outcome.Refused(StanzaError error)
                ? error.condition()
                : Condition.UNDEFINED_CONDITION;
    }
}
