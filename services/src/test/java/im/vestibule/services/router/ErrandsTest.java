package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Session;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent for accounts from outside, and who hears it. */
class ErrandsTest {
    private static final Jid ALICE = Jid.of("alice@a.test");
    private static final Jid BOB = Jid.of("bob@a.test");

    private final House house = new House();
    private final Rosters rosters = Friends.rosters(house);
    private final Hosts hosts = new Hosts(List.of(Served.host("a.test", Optional.of(rosters))));
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final Accounts accounts = new Accounts(
            Map.of("a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)), new Decoys(new byte[32]));
    private final Router router = new Router(
            hosts,
            house.sessions(),
            accounts,
            new Presences(house.sessions(), hosts, new Outside(components, Federation.none(hosts))),
            components,
            Federation.none(hosts));

    private boolean submit(Jid from, Jid to, String stanza) {
        return router.submit(
                from,
                to,
                XmlElement.parse(stanza.replaceFirst("(<\\w+)", "$1 xmlns='jabber:client'"))
                        .orElseThrow());
    }

    private Ear listener(String full) {
        Ear ear = new Ear();
        house.sessions()
                .open(
                        Session.listening(
                                Jid.of(full), ear, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)),
                        Long.MAX_VALUE);
        return ear;
    }

    @Test
    void takesAMessageOfSomebodyWhoIsNotThere() {
        Guest bob = house.arrive("bob@a.test/desk");

        assertThat(submit(ALICE, BOB, "<message type='chat' from='mallory@a.test'><body>hi</body></message>"))
                .isTrue();

        assertThat(bob.ear().heard())
                .containsExactly("<message type='chat' from='alice@a.test' to='bob@a.test'><body>hi</body></message>");
    }

    @Test
    void givesBackWhatDoesNotArriveToTheSessionThatHasTheAddress() {
        Guest alice = house.arrive("alice@a.test/desk");

        submit(Jid.of("alice@a.test/desk"), Jid.of("x@nowhere.test"), "<message id='1'/>");
        submit(ALICE, Jid.of("x@nowhere.test"), "<message id='2'/>");
        submit(Jid.of("alice@a.test/bed"), Jid.of("x@nowhere.test"), "<message id='3'/>");

        assertThat(alice.ear().heard())
                .singleElement()
                .satisfies(error -> assertThat(error).contains("id='1'", "type='error'", "remote-server-not-found"));
    }

    @Test
    void asksForASubscriptionAsTheAccountWould() {
        submit(ALICE, BOB, "<presence type='subscribe'/>");

        assertThat(rosters.roster(ALICE).listed()).singleElement().satisfies(item -> {
            assertThat(item.contact()).isEqualTo(BOB);
            assertThat(item.state().ask()).isTrue();
        });
        assertThat(rosters.roster(BOB).requests()).hasSize(1);
    }

    @Test
    void showsPresenceToWhomItIsFor() {
        Guest bob = house.arrive("bob@a.test/desk");

        submit(Jid.of("alice@a.test/x"), BOB, "<presence><show>away</show></presence>");

        assertThat(bob.ear().heard())
                .containsExactly("<presence from='alice@a.test/x' to='bob@a.test'><show>away</show></presence>");
    }

    @Test
    void doesNothingWithWhatIsNoStanza() {
        assertThat(submit(ALICE, BOB, "<stream/>")).isFalse();
        StringBuilder many = new StringBuilder("<message");
        for (int i = 0; i < 255; i++) {
            many.append(" a").append(i).append("=''");
        }
        assertThat(submit(ALICE, BOB, many + "/>")).isFalse();
    }

    @Test
    void whoeverListensHearsWhatEverybodyElseHears() {
        Guest bob = house.arrive("bob@a.test/desk");
        Ear ear = listener("bob@a.test/sse");

        submit(ALICE, BOB, "<message type='chat' id='1'/>");
        submit(ALICE, BOB, "<message type='headline' id='2'/>");
        submit(ALICE, Jid.of("bob@a.test/desk"), "<message type='chat' id='3'/>");

        assertThat(bob.ear().heard()).hasSize(3);
        assertThat(ear.heard()).hasSize(2);
    }

    @Test
    void nobodySeesWhoListens() {
        Ear ear = listener("bob@a.test/sse");
        Guest other = house.arrive("bob@a.test/desk");

        submit(ALICE, BOB, "<presence/>");

        assertThat(ear.heard()).isEmpty();
        assertThat(other.ear().heard()).hasSize(1);
        assertThat(house.sessions().of(BOB)).first().satisfies(session -> {
            assertThat(session.presence()).isNull();
            assertThat(session.takesMessages()).isTrue();
        });
    }
}
