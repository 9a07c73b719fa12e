package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Effect;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.testing.Ear;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks whom for presence, and what he is told (RFC 6121 §3). */
final class RosterSubscriptionsTest extends RosterHouse {
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
    void admitsTheAccountAndItsSubscribersOnly() {
        befriend(JULIET, ROMEO);
        rosters.outbound(JULIET, guest(1), SubscriptionType.SUBSCRIBE, subscribe(""));

        assertThat(rosters.admits(JULIET, Jid.of("juliet@capulet.test/balcony")))
                .isTrue();
        assertThat(rosters.admits(JULIET, Jid.of("romeo@montague.test/garden"))).isTrue();
        assertThat(rosters.admits(JULIET, guest(1))).isFalse();
        assertThat(rosters.admits(guest(2), JULIET)).isFalse();
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
}
