package im.vestibule.services.blocking;

import static im.vestibule.services.testing.Asking.text;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.change.Effect;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.testing.Asking;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockingTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final Jid GARDEN = Jid.of("romeo@montague.test/garden");
    private static final Jid MONTAGUE = Jid.of("montague.test");
    private static final Jid IAGO = Jid.of("iago@shakespeare.test");

    private final House house = new House();
    private final Guest balcony = house.arrive("juliet@capulet.test/balcony");
    private final Guest chamber = house.arrive("juliet@capulet.test/chamber");
    private final Rosters rosters = Friends.rosters(house);
    private final MemoryBlockStore store = new MemoryBlockStore();
    private final Blocking blocking = new Blocking(store, house.sessions(), rosters, 3, 100);
    private final BlockingHandler handler = new BlockingHandler(blocking);

    @ParameterizedTest(name = "{0} on the list, {1}: {2}")
    @CsvSource({
        "romeo@montague.test/garden, romeo@montague.test/garden, true",
        "romeo@montague.test/garden, romeo@montague.test/home, false",
        "romeo@montague.test/garden, romeo@montague.test, false",
        "romeo@montague.test, romeo@montague.test/garden, true",
        "romeo@montague.test, romeo@montague.test, true",
        "romeo@montague.test, benvolio@montague.test, false",
        "montague.test/garden, montague.test/garden, true",
        "montague.test/garden, montague.test/home, false",
        "montague.test/garden, romeo@montague.test/garden, false",
        "montague.test, montague.test, true",
        "montague.test, montague.test/garden, true",
        "montague.test, romeo@montague.test, true",
        "montague.test, romeo@montague.test/garden, true",
        "montague.test, romeo@sub.montague.test, false",
    })
    void matchesAddresses(String listed, String address, boolean expected) {
        assertThat(Blocking.blocks(Set.of(Jid.of(listed)), Jid.of(address))).isEqualTo(expected);
    }

    @Test
    void blocksNobodyWithAnEmptyList() {
        assertThat(Blocking.blocks(Set.of(), ROMEO)).isFalse();
    }

    @Test
    void pushesChangesToThoseWhoAskedForTheList() {
        blocking.block(JULIET, Set.of(IAGO));
        IqAnswer answer = handler.handle(Asking.get(balcony, "<blocklist xmlns='urn:xmpp:blocking'/>"));

        handler.handle(Asking.set(chamber, "<block xmlns='urn:xmpp:blocking'><item jid='Montague.test'/></block>"));
        handler.handle(Asking.set(chamber, "<unblock xmlns='urn:xmpp:blocking'><item jid='montague.test'/></unblock>"));
        handler.handle(Asking.set(chamber, "<unblock xmlns='urn:xmpp:blocking'/>"));

        assertThat(text(answer)).isEqualTo("sent");
        assertThat(balcony.ear().heard())
                .containsExactly(
                        "<iq type='result' id='q1' from='juliet@capulet.test' to='juliet@capulet.test/balcony'>"
                                + "<blocklist xmlns='urn:xmpp:blocking'><item jid='iago@shakespeare.test'/>"
                                + "</blocklist></iq>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<block xmlns='urn:xmpp:blocking'><item jid='montague.test'/></block></iq>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<unblock xmlns='urn:xmpp:blocking'><item jid='montague.test'/></unblock></iq>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<unblock xmlns='urn:xmpp:blocking'/></iq>");
        assertThat(chamber.ear().heard()).isEmpty();
        assertThat(blocking.list(JULIET)).isEmpty();
    }

    @Test
    void givesEverySessionTheListAndKeepsItUpToDate() {
        blocking.block(JULIET, Set.of(IAGO));
        Guest late = house.enter("juliet@capulet.test/late");
        assertThat(late.session().blocked()).isEmpty();

        blocking.attach(late.session());
        assertThat(late.session().blocked()).containsExactly(IAGO);

        blocking.block(JULIET, Set.of(ROMEO));
        assertThat(late.session().blocked()).containsExactly(IAGO, ROMEO);
        assertThat(balcony.session().blocked()).isSameAs(late.session().blocked());
    }

    @Test
    void givesASessionTheListThatIsAtHand() {
        assertThat(blocking.attachAtOnce(chamber.session())).isFalse();
        assertThat(store.loads()).isZero();
        blocking.block(JULIET, Set.of(IAGO));
        Guest late = house.enter("juliet@capulet.test/late");

        assertThat(blocking.attachAtOnce(late.session())).isTrue();
        assertThat(late.session().blocked()).containsExactly(IAGO);
    }

    @Test
    void asksTheStoreOncePerAccount() {
        assertThat(blocking.cached(JULIET)).isNull();
        blocking.list(JULIET);
        blocking.block(JULIET, Set.of(ROMEO));

        assertThat(blocking.list(balcony.session().jid())).containsExactly(ROMEO);
        assertThat(blocking.cached(JULIET)).containsExactly(ROMEO);
        assertThat(store.loads()).isEqualTo(1);
        assertThat(new Blocking(store, house.sessions(), rosters, 3, 100).list(JULIET))
                .containsExactly(ROMEO);
    }

    @Test
    void hidesPresenceFromASubscriberAndShowsItAgain() {
        Friends.admit(rosters, JULIET, ROMEO);
        Friends.admit(rosters, JULIET, IAGO);

        assertThat(blocking.block(JULIET, Set.of(ROMEO))).isEqualTo(done(new Effect.Unavailable(JULIET, ROMEO)));
        assertThat(blocking.block(JULIET, Set.of(ROMEO))).isEqualTo(done());
        assertThat(blocking.unblock(JULIET, Set.of(ROMEO, IAGO))).isEqualTo(done(new Effect.Available(JULIET, ROMEO)));
    }

    @Test
    void asksForThePresenceItMissed() {
        Friends.follow(rosters, JULIET, ROMEO);
        assertThat(blocking.block(JULIET, Set.of(MONTAGUE))).isEqualTo(done());

        assertThat(blocking.unblockAll(JULIET)).isEqualTo(done(new Effect.Probe(JULIET, ROMEO)));
    }

    @Test
    void doesNotShowWhatAnotherEntryStillHides() {
        Friends.admit(rosters, JULIET, ROMEO);
        blocking.block(JULIET, Set.of(ROMEO));

        assertThat(blocking.block(JULIET, Set.of(MONTAGUE))).isEqualTo(done());
        assertThat(blocking.unblock(JULIET, Set.of(ROMEO))).isEqualTo(done());
        assertThat(blocking.unblock(JULIET, Set.of(MONTAGUE))).isEqualTo(done(new Effect.Available(JULIET, ROMEO)));
    }

    @Test
    void hidesPresenceFromASingleResource() {
        Friends.admit(rosters, JULIET, ROMEO);

        assertThat(blocking.block(JULIET, Set.of(GARDEN))).isEqualTo(done(new Effect.Unavailable(JULIET, GARDEN)));
        assertThat(blocking.unblock(JULIET, Set.of(GARDEN))).isEqualTo(done(new Effect.Available(JULIET, GARDEN)));
    }

    @Test
    void showsStrangersNothing() {
        Friends.follow(rosters, JULIET, ROMEO);

        assertThat(blocking.block(JULIET, Set.of(ROMEO, IAGO))).isEqualTo(done());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nobody to block        | bad-request      | <block xmlns='urn:xmpp:blocking'/>
            an item without a jid  | bad-request      | <block xmlns='urn:xmpp:blocking'><item/></block>
            a broken address       | jid-malformed    | <block xmlns='urn:xmpp:blocking'><item jid='@x'/></block>
            one broken of two      | jid-malformed    | <unblock xmlns='urn:xmpp:blocking'><item jid='x.test'/><item jid='@x'/></unblock>
            oneself                | not-allowed      | <block xmlns='urn:xmpp:blocking'><item jid='juliet@capulet.test/x'/></block>
            as many as allowed     | ''               | <block xmlns='urn:xmpp:blocking'><item jid='a'/><item jid='b'/><item jid='c'/></block>
            one more than allowed  | policy-violation | <block xmlns='urn:xmpp:blocking'><item jid='a'/><item jid='b'/><item jid='c'/><item jid='d'/></block>
            setting the list       | bad-request      | <blocklist xmlns='urn:xmpp:blocking'/>
            an unknown command     | bad-request      | <ignore xmlns='urn:xmpp:blocking'/>
            """)
    void answers(String claim, String expected, String payload) {
        assertThat(text(handler.handle(Asking.set(balcony, payload)))).as(claim).isEqualTo(expected);
        assertThat(blocking.list(JULIET)).hasSize(expected.isEmpty() ? 3 : 0);
    }

    @Test
    void takesACommandForASetOnly() {
        assertThat(text(handler.handle(
                        Asking.get(balcony, "<block xmlns='urn:xmpp:blocking'><item jid='a'/></block>"))))
                .isEqualTo("bad-request");
    }

    @Test
    void returnsTheEffectsWithTheAnswer() {
        Friends.admit(rosters, JULIET, ROMEO);

        assertThat(handler.handle(Asking.set(
                        balcony, "<block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.test'/></block>")))
                .isEqualTo(new IqAnswer.Result(Optional.empty(), List.of(new Effect.Unavailable(JULIET, ROMEO))));
    }

    @Test
    void forgetsTheListOfAnAccountThatIsNoMore() {
        blocking.block(JULIET, Set.of(ROMEO));

        blocking.drop(JULIET);

        assertThat(blocking.list(JULIET)).isEmpty();
        assertThat(store.load(JULIET)).isEmpty();
    }

    @Test
    void namesTheErrorsOfTheSpecification() {
        assertThat(Blocking.BLOCKED.element("jabber:client").toString())
                .isEqualTo("<error xmlns='jabber:client' type='cancel'>"
                        + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "<blocked xmlns='urn:xmpp:blocking:errors'/></error>");
        assertThat(Blocking.UNWANTED.condition().element()).isEqualTo("service-unavailable");
    }

    private static Outcome done(Effect... effects) {
        return Outcome.done(List.of(effects));
    }
}
