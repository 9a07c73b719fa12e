package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.component.Joining;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.session.Presence;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Frames;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** XEP-0280 §7, §8, §11. */
final class CarbonsTest {
    private static final String HI = "<message to='bob@a.test/desk' type='chat'><body>hi</body></message>";
    private static final String HEARD =
            "<message from='alice@a.test/desk' to='bob@a.test/desk' type='chat'><body>hi</body></message>";

    private final House house = new House();
    private final JidCache jids = new JidCache();
    private final Hosts hosts = Served.hosts("a.test");
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
    private final Guest alice = house.arrive("alice@a.test/desk");
    private final Guest bob = house.arrive("bob@a.test/desk");

    private Guest copied(String jid) {
        Guest guest = house.arrive(jid);
        house.sessions().copy(guest.session(), true);
        return guest;
    }

    private void says(Guest guest, String stanza) {
        if (router.route(guest.session(), Frames.of(stanza), jids, Receipt.NONE)
                instanceof Routed.Later(Runnable work)) {
            work.run();
        }
    }

    private static String copy(String kind, String jid, String message) {
        return "<message from='" + Jid.of(jid).bare() + "' to='" + jid + "' type='chat'><" + kind
                + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + message.replaceFirst("<message", "<message xmlns='jabber:client'") + "</forwarded></" + kind
                + "></message>";
    }

    /** Attributes may stand in any order. */
    private static void assertHeard(Guest guest, String... expected) {
        assertThat(guest.ear().heard().stream().map(CarbonsTest::sorted).toList())
                .containsExactlyElementsOf(
                        List.of(expected).stream().map(CarbonsTest::sorted).toList());
    }

    private static String sorted(String stanza) {
        XmlElement element = XmlElement.parse(stanza).orElseThrow();
        return sorted(element).toString();
    }

    private static XmlElement sorted(XmlElement element) {
        return new XmlElement(
                element.name(),
                element.namespace(),
                element.attributes().stream()
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList(),
                element.children().stream()
                        .map(child -> child instanceof XmlElement inner ? sorted(inner) : child)
                        .toList());
    }

    @Test
    void givesCopiesToTheOtherSessionsOfBoth() {
        Guest phone = copied("alice@a.test/phone");
        Guest tablet = copied("bob@a.test/tablet");
        Guest old = house.arrive("bob@a.test/old");

        says(alice, HI);

        assertHeard(bob, HEARD);
        assertHeard(phone, copy("sent", "alice@a.test/phone", HEARD));
        assertHeard(tablet, copy("received", "bob@a.test/tablet", HEARD));
        assertHeard(old);
        assertHeard(alice);
    }

    @Test
    void givesNoCopyToWhoeverHasTheMessage() {
        house.sessions().copy(alice.session(), true);
        house.sessions().copy(bob.session(), true);
        Guest tablet = copied("bob@a.test/tablet");
        tablet.session().presence(new Presence(-1, XmlElement.of("presence", Ns.CLIENT)));
        Guest phone = copied("bob@a.test/phone");

        says(alice, "<message to='bob@a.test' type='chat'><body>hi</body></message>");

        String all = HEARD.replace("bob@a.test/desk", "bob@a.test");
        assertHeard(alice);
        assertHeard(bob, all);
        assertHeard(phone, all);
        assertHeard(tablet, copy("received", "bob@a.test/tablet", all));
    }

    @Test
    void givesOneCopyOfWhatSomebodyWritesToHimself() {
        Guest phone = copied("alice@a.test/phone");
        Guest tablet = copied("alice@a.test/tablet");

        says(alice, "<message to='alice@a.test/phone' type='chat'><body>note</body></message>");

        String note =
                "<message from='alice@a.test/desk' to='alice@a.test/phone' type='chat'><body>note</body></message>";
        assertHeard(phone, note);
        assertHeard(tablet, copy("sent", "alice@a.test/tablet", note));
        assertHeard(alice);
    }

    @Test
    void completesWhatWasWrittenWithoutAddress() {
        Guest phone = copied("alice@a.test/phone");
        phone.session().presence(null);

        says(alice, "<message type='chat'><body>note</body></message>");

        assertHeard(
                phone,
                copy(
                        "sent",
                        "alice@a.test/phone",
                        "<message from='alice@a.test/desk' to='alice@a.test' type='chat'><body>note</body></message>"));
    }

    @Test
    void stopsWhenTheSessionNoLongerWantsThemOrIsGone() {
        Guest phone = copied("alice@a.test/phone");
        Guest tablet = copied("alice@a.test/tablet");
        house.sessions().copy(phone.session(), false);
        house.sessions().close(tablet.session());

        says(alice, HI);

        assertHeard(phone);
        assertHeard(tablet);
        assertThat(alice.session().copied()).isEmpty();
    }

    @Test
    void copiesNothingThatIsRefused() {
        Guest phone = copied("alice@a.test/phone");
        alice.session().blocked(Set.of(Jid.of("bob@a.test")));

        says(alice, HI);
        says(alice, "<message to='bob@nowhere.test' type='chat'><body>hi</body></message>");

        assertHeard(phone);
        assertHeard(bob);
        assertThat(alice.ear().heard()).hasSize(2).allMatch(answer -> answer.contains("type='error'"));
    }

    @Test
    void copiesNothingOfWhomTheRecipientHasBlocked() {
        Guest tablet = copied("bob@a.test/tablet");
        bob.session().blocked(Set.of(Jid.of("alice@a.test")));
        tablet.session().blocked(bob.session().blocked());

        says(alice, HI);

        assertHeard(tablet);
        assertHeard(bob);
    }

    @Test
    void copiesWhatGoesToAndComesFromComponents() {
        Ear ear = new Ear();
        Component echo = new Component("echo.test", false, "all", false, true, ear);
        assertThat(components.join(echo, false)).isEqualTo(Joining.JOINED);
        Guest phone = copied("alice@a.test/phone");

        says(alice, "<message to='bot@echo.test' type='chat'><body>hi</body></message>");
        router.route(
                echo,
                Frames.ofComponent(
                        "<message from='bot@echo.test' to='alice@a.test/desk' type='chat'><body>yo</body></message>"),
                jids);

        assertHeard(
                phone,
                copy(
                        "sent",
                        "alice@a.test/phone",
                        "<message from='alice@a.test/desk' to='bot@echo.test' type='chat'><body>hi</body></message>"),
                copy(
                        "received",
                        "alice@a.test/phone",
                        "<message from='bot@echo.test' to='alice@a.test/desk' type='chat'><body>yo</body></message>"));
    }

    @Test
    void copiesWhatIsSentForAnAccountFromOutside() {
        Guest phone = copied("alice@a.test/phone");

        router.submit(
                Jid.of("alice@a.test"),
                Jid.of("bob@a.test"),
                XmlElement.parse("<message xmlns='jabber:client' type='chat'><body>hi</body></message>")
                        .orElseThrow());

        assertHeard(
                phone,
                copy(
                        "sent",
                        "alice@a.test/phone",
                        "<message from='alice@a.test' to='bob@a.test' type='chat'><body>hi</body></message>"));
    }

    /** Also one that may say that it is anybody. */
    @Test
    void refusesWhatLooksLikeACopyAndComesFromOutside() {
        Ear ear = new Ear();
        Component forger = new Component("forger.test", false, "all", false, false, ear);
        assertThat(components.join(forger, false)).isEqualTo(Joining.JOINED);
        String forged =
                copy("received", "alice@a.test/desk", HEARD).replace("jabber:client", "jabber:component:accept");

        router.route(forger, Frames.ofComponent(forged), jids);
        router.route(forger, Frames.ofComponent(forged.replace("urn:xmpp:carbons:2", "urn:xmpp:c&#97;rbons:2")), jids);
        router.route(
                forger,
                Frames.ofComponent("<message from='x@forger.test' to='alice@a.test/desk'>"
                        + "<body>I forwarded it</body></message>"),
                jids);

        assertThat(alice.ear().heard()).hasSize(1).allMatch(heard -> heard.contains("I forwarded it"));
        assertThat(ear.heard()).hasSize(2).allMatch(heard -> heard.contains("<forbidden"));
    }
}
