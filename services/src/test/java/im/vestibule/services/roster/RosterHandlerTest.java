package im.vestibule.services.roster;

import static im.vestibule.services.testing.Asking.text;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.services.change.Effect;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.testing.Asking;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RosterHandlerTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final String EMPTY = "<query xmlns='jabber:iq:roster'/>";

    private final House house = new House();
    private final Guest balcony = house.enter("juliet@capulet.test/balcony");
    private final Rosters plain = rosters(false);

    private Rosters rosters(boolean versioning) {
        return new Rosters(
                new MemoryRosterStore(),
                house.sessions(),
                house,
                new RosterLimits(100, 100, 10, 2, 8, 200),
                new RosterSpec(versioning, false, Backend.MNESIA),
                100);
    }

    @Test
    void sendsTheRosterAndPushesFromThenOn() {
        plain.set(JULIET, ROMEO, "Romeo", List.of());

        IqAnswer answer = new RosterHandler(plain).handle(Asking.get(balcony, EMPTY));
        plain.remove(JULIET, ROMEO);

        assertThat(text(answer)).isEqualTo("sent");
        assertThat(balcony.ear().heard())
                .containsExactly(
                        "<iq type='result' id='q1' from='juliet@capulet.test' to='juliet@capulet.test/balcony'>"
                                + "<query xmlns='jabber:iq:roster'>"
                                + "<item jid='romeo@montague.test' name='Romeo' subscription='none'/></query></iq>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<query xmlns='jabber:iq:roster'>"
                                + "<item jid='romeo@montague.test' subscription='remove'/></query></iq>");
    }

    @Test
    void sendsTheWholeRosterOnlyToThoseWhoDoNotHaveThisVersion() {
        Rosters versioned = rosters(true);
        RosterHandler handler = new RosterHandler(versioned);
        versioned.set(JULIET, ROMEO, "", List.of());
        String version = Long.toString(house.millis());

        handler.handle(Asking.get(balcony, "<query xmlns='jabber:iq:roster' ver=''/>"));
        handler.handle(Asking.get(balcony, "<query xmlns='jabber:iq:roster' ver='" + version + "'/>"));
        versioned.set(JULIET, ROMEO, "R", List.of());

        assertThat(balcony.ear().heard())
                .containsExactly(
                        "<iq type='result' id='q1' from='juliet@capulet.test' to='juliet@capulet.test/balcony'>"
                                + "<query xmlns='jabber:iq:roster' ver='" + version + "'>"
                                + "<item jid='romeo@montague.test' subscription='none'/></query></iq>",
                        "<iq type='result' id='q1' from='juliet@capulet.test' to='juliet@capulet.test/balcony'/>",
                        "<iq type='set' id='push' to='juliet@capulet.test/balcony'>"
                                + "<query xmlns='jabber:iq:roster' ver='" + (house.millis() + 1) + "'>"
                                + "<item jid='romeo@montague.test' name='R' subscription='none'/></query></iq>");
    }

    @Test
    void namesNoVersionUnlessVersioningIsOn() {
        new RosterHandler(plain).handle(Asking.get(balcony, "<query xmlns='jabber:iq:roster' ver='0'/>"));

        assertThat(balcony.ear().heard().getFirst()).contains(EMPTY);
    }

    @Test
    void takesAnItemAsTheUserWantsIt() {
        IqAnswer answer = set("""
                <item jid='Romeo@Montague.test/garden' name='Romeo' subscription='both' ask='subscribe'>\
                <group>Lovers</group><group>Enemies</group></item>""");

        assertThat(text(answer)).isEmpty();
        assertThat(plain.roster(JULIET).items())
                .containsExactly(Item.stranger(ROMEO).listed("Romeo", List.of("Lovers", "Enemies")));
    }

    @Test
    void removesAnItem() {
        plain.outbound(
                JULIET, ROMEO, SubscriptionType.SUBSCRIBE, Stanzas.presence(JULIET, ROMEO, SubscriptionType.SUBSCRIBE));

        IqAnswer answer = set("<item jid='romeo@montague.test' subscription='remove'/>");

        Effect goodbye = Stanzas.route(JULIET, ROMEO, SubscriptionType.UNSUBSCRIBE);
        assertThat(answer).isEqualTo(new IqAnswer.Result(Optional.empty(), List.of(goodbye)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no item                | bad-request     | ''
            two items              | bad-request     | <item jid='a@b.test'/><item jid='c@b.test'/>
            no address             | bad-request     | <item name='x'/>
            a broken address       | jid-malformed   | <item jid='@b.test'/>
            oneself                | not-allowed     | <item jid='juliet@capulet.test'/>
            a name too long        | not-acceptable  | <item jid='a@b.test' name='12345678901'/>
            a name at the limit    | ''              | <item jid='a@b.test' name='1234567890'/>
            an empty group         | not-acceptable  | <item jid='a@b.test'><group/></item>
            a group too long       | not-acceptable  | <item jid='a@b.test'><group>123456789</group></item>
            a group at the limit   | ''              | <item jid='a@b.test'><group>12345678</group></item>
            too many groups        | not-acceptable  | <item jid='a@b.test'><group>1</group><group>2</group><group>3</group></item>
            groups at the limit    | ''              | <item jid='a@b.test'><group>1</group><group>2</group></item>
            a group twice          | bad-request     | <item jid='a@b.test'><group>1</group><group>1</group></item>
            removal of a stranger  | item-not-found  | <item jid='a@b.test' subscription='remove'/>
            """)
    void answers(String claim, String expected, String items) {
        assertThat(text(set(items))).as(claim).isEqualTo(expected);
    }

    @Test
    void isForbiddenToOthersAndNotThereForTheServer() {
        IqTable table = new IqTable(List.of(new RosterHandler(plain), new ForeignRoster()));

        for (String account : List.of("romeo@capulet.test", "nobody@capulet.test")) {
            assertThat(answer(table, Asking.get(balcony, account, EMPTY))).isEqualTo("forbidden");
            assertThat(answer(table, Asking.set(balcony, account, EMPTY))).isEqualTo("forbidden");
            assertThat(answer(table, Asking.set("romeo@montague.test/garden", account, EMPTY)))
                    .isEqualTo("service-unavailable");
        }
        assertThat(table.find(Asking.get("juliet@capulet.test/balcony", "capulet.test", EMPTY)))
                .isEmpty();
        assertThat(table.find(Asking.get(balcony, EMPTY))).isPresent();
        assertThat(new ForeignRoster().features()).isEmpty();
    }

    private static String answer(IqTable table, IqRequest request) {
        return text(table.find(request).orElseThrow().handle(request));
    }

    @Test
    void refusesWhatIsNoQuery() {
        assertThat(text(new RosterHandler(plain).handle(Asking.get(balcony, "<list xmlns='jabber:iq:roster'/>"))))
                .isEqualTo("bad-request");
    }

    private IqAnswer set(String items) {
        return new RosterHandler(plain)
                .handle(Asking.set(balcony, "<query xmlns='jabber:iq:roster'>" + items + "</query>"));
    }
}
