package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.StreamError.Condition;
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
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Frames;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Between sessions and components. */
class RouterTest {
    private static final Jid ALICE = Jid.of("alice@a.test");
    private static final Jid ECHO = Jid.of("echo.a.test");

    private final House house = new House();
    private final JidCache jids = new JidCache();
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
    private final Ear ear = new Ear();
    private final Component echo = join(new Component("echo.a.test", false, "all", false, true, ear));
    private final Guest alice = house.arrive("alice@a.test/desk");

    private Component join(Component component) {
        assertThat(components.join(component, false)).isEqualTo(Joining.JOINED);
        return component;
    }

    private static void done(Routed routed) {
        switch (routed) {
            case Routed.Done(), Routed.Passed() -> {}
            case Routed.Later(Runnable work) -> work.run();
            case Routed.Misuse(var error) -> throw new AssertionError(error);
        }
    }

    private void aliceSays(String stanza) {
        done(router.route(alice.session(), Frames.of(stanza), jids, Receipt.NONE));
    }

    private void echoSays(String stanza) {
        done(router.route(echo, Frames.ofComponent(stanza), jids));
    }

    private static String error(String type, String condition) {
        return "<error type='" + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message to='bot@echo.a.test' id='1'><body>hi</body></message>"
                        + "|<message from='alice@a.test/desk' to='bot@echo.a.test' id='1'><body>hi</body></message>",
                "<iq type='get' to='echo.a.test' id='2'><query xmlns='x'/></iq>"
                        + "|<iq from='alice@a.test/desk' type='get' to='echo.a.test' id='2'><query xmlns='x'/></iq>",
                "<iq type='result' to='bot@echo.a.test/x' id='3'/>"
                        + "|<iq from='alice@a.test/desk' type='result' to='bot@echo.a.test/x' id='3'/>",
                "<presence to='room@echo.a.test/alice'/>"
                        + "|<presence to='room@echo.a.test/alice' from='alice@a.test/desk'/>",
                "<presence to='room@echo.a.test/alice' type='unavailable'/>"
                        + "|<presence to='room@echo.a.test/alice' type='unavailable' from='alice@a.test/desk'/>",
                "<presence to='echo.a.test' type='probe'/>"
                        + "|<presence type='probe' from='alice@a.test/desk' to='echo.a.test'/>",
                "<presence to='echo.a.test' type='subscribe'/>"
                        + "|<presence to='echo.a.test' type='subscribe' from='alice@a.test'/>",
                "<presence to='bot@echo.a.test' type='error'/>"
                        + "|<presence from='alice@a.test/desk' to='bot@echo.a.test' type='error'/>",
            })
    void takesWhatSessionsSayToComponents(String said, String heard) {
        aliceSays(said);

        assertThat(ear.heard()).containsExactly(heard);
        assertThat(alice.ear().heard()).noneMatch(each -> each.contains("error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message from='bot@echo.a.test/x' to='alice@a.test/desk'><body>hi</body></message>"
                        + "|<message from='bot@echo.a.test/x' to='alice@a.test/desk'><body>hi</body></message>",
                "<message xmlns='jabber:component:accept' to='alice@a.test'"
                        + " from='echo.a.test'><c:x/></message>|<message xmlns:c='jabber:component:accept'"
                        + " to='alice@a.test' from='echo.a.test'><c:x/></message>",
                "<message from=\"Bot@ECHO.a.test\" to='alice@a.test'/>"
                        + "|<message from='bot@echo.a.test' to='alice@a.test'/>",
                "<c:message from='echo.a.test' to='alice@a.test'><c:body/></c:message>"
                        + "|<message from='echo.a.test' to='alice@a.test'><body/></message>",
                "<iq type='get' from='echo.a.test' to='alice@a.test/desk' id='1'><q xmlns='x'/></iq>"
                        + "|<iq type='get' from='echo.a.test' to='alice@a.test/desk' id='1'><q xmlns='x'/></iq>",
                "<iq type='result' from='echo.a.test' to='alice@a.test/desk' id='1'/>"
                        + "|<iq type='result' from='echo.a.test' to='alice@a.test/desk' id='1'/>",
                "<presence from='echo.a.test' to='alice@a.test'/>"
                        + "|<presence from='echo.a.test' to='alice@a.test'/>",
                "<presence from='echo.a.test' to='alice@a.test/desk' type='unavailable'/>"
                        + "|<presence from='echo.a.test' to='alice@a.test/desk' type='unavailable'/>",
                "<presence from='echo.a.test/x' to='alice@a.test' type='subscribe'/>"
                        + "|<presence from='echo.a.test' to='alice@a.test' type='subscribe'/>",
            })
    void takesWhatComponentsSayToSessions(String said, String heard) {
        echoSays(said);

        assertThat(alice.ear().heard()).containsExactly(heard);
        assertThat(ear.heard()).isEmpty();
    }

    @Test
    void takesWhatComponentsSayToEachOther() {
        Ear other = new Ear();
        join(new Component("other.test", false, "all", false, true, other));

        echoSays("<message from='echo.a.test' to='other.test'/>");
        echoSays("<presence from='echo.a.test' to='other.test' type='probe'/>");
        echoSays("<iq type='get' from='echo.a.test' to='other.test' id='1'><q xmlns='x'/></iq>");

        assertThat(other.heard())
                .containsExactly(
                        "<message from='echo.a.test' to='other.test'/>",
                        "<presence from='echo.a.test' to='other.test' type='probe'/>",
                        "<iq type='get' from='echo.a.test' to='other.test' id='1'><q xmlns='x'/></iq>");
    }

    @ParameterizedTest
    @CsvSource({
        "<message to='alice@a.test'/>, IMPROPER_ADDRESSING",
        "<message from='echo.a.test'/>, IMPROPER_ADDRESSING",
        "<message from='a.test' to='alice@a.test'/>, INVALID_FROM",
        "<presence from='bob@a.test' to='alice@a.test'/>, INVALID_FROM",
        "<message from='@' to='alice@a.test'/>, INVALID_FROM"
    })
    void endsAComponentThatMisleads(String said, Condition condition) {
        assertThat(router.route(echo, Frames.ofComponent(said), jids))
                .isInstanceOfSatisfying(
                        Routed.Misuse.class,
                        misuse -> assertThat(misuse.error().condition()).isEqualTo(condition));
        assertThat(alice.ear().heard()).isEmpty();
    }

    @Test
    void letsAComponentSpeakForOthersIfNobodyChecks() {
        Component free = join(new Component("free.test", false, "all", false, false, new Ear()));

        done(router.route(free, Frames.ofComponent("<message from='bob@a.test' to='alice@a.test'/>"), jids));

        assertThat(alice.ear().heard()).containsExactly("<message from='bob@a.test' to='alice@a.test'/>");
    }

    @Test
    void givesBackToComponentsWhatFindsNobody() {
        echoSays("<message from='bot@echo.a.test' to='x@elsewhere.test' id='1'><body>hi</body></message>");
        echoSays("<iq type='get' from='echo.a.test' to='alice@a.test/gone' id='2'><q xmlns='x'/></iq>");
        echoSays("<message from='echo.a.test' to='@' id='3'/>");
        echoSays("<message type='error' from='echo.a.test' to='x@elsewhere.test'/>");

        assertThat(ear.heard())
                .containsExactly(
                        "<message type='error' to='bot@echo.a.test' from='x@elsewhere.test' id='1'><body>hi</body>"
                                + error("cancel", "remote-server-not-found") + "</message>",
                        "<iq type='error' to='echo.a.test' from='alice@a.test/gone' id='2'><q xmlns='x'/>"
                                + error("cancel", "service-unavailable") + "</iq>",
                        "<message type='error' to='echo.a.test' from='@' id='3'>" + error("modify", "jid-malformed")
                                + "</message>");
    }

    @Test
    void letsNobodyThroughWhomTheRuleDoesNot() {
        Ear deaf = new Ear();
        join(new Component("staff.a.test", false, "none", false, true, deaf));

        aliceSays("<message to='staff.a.test' id='1'/>");
        aliceSays("<iq type='set' to='staff.a.test' id='2'><q xmlns='x'/></iq>");
        aliceSays("<iq type='result' to='staff.a.test' id='3'/>");
        aliceSays("<presence to='staff.a.test'/>");
        aliceSays("<presence to='staff.a.test' type='subscribe'/>");

        assertThat(deaf.heard()).isEmpty();
        assertThat(alice.ear().heard()).hasSize(4).allMatch(each -> each.contains(error("cancel", "not-allowed")));
    }

    @Test
    void saysSoIfAComponentCanTakeNoMore() {
        ear.deafen();

        aliceSays("<message to='echo.a.test' id='1'/>");

        assertThat(alice.ear().heard())
                .containsExactly("<message type='error' to='alice@a.test/desk' from='echo.a.test' id='1'>"
                        + error("wait", "resource-constraint") + "</message>");
    }

    @Test
    void holdsBackWhatIsBlockedInBothDirections() {
        alice.session().blocked(Set.of(ECHO));

        aliceSays("<message to='bot@echo.a.test' id='1'/>");
        assertThat(alice.ear().heard()).singleElement().asString().contains("not-acceptable");
        echoSays("<message from='bot@echo.a.test' to='alice@a.test' id='2'/>");
        assertThat(ear.heard()).singleElement().asString().contains("service-unavailable");
        echoSays("<presence from='bot@echo.a.test' to='alice@a.test'/>");
        assertThat(alice.ear().heard()).isEmpty();
    }

    @Test
    void tellsAComponentThatIsAContactOfPresence() {
        Friends.admit(rosters, ALICE, ECHO);
        Friends.follow(rosters, ALICE, ECHO);
        List<String> _ = ear.heard();
        alice.session().presence(null);

        aliceSays("<presence><show>away</show></presence>");
        assertThat(ear.heard())
                .containsExactly(
                        "<presence from='alice@a.test/desk' to='echo.a.test'><show>away</show></presence>",
                        "<presence type='probe' from='alice@a.test/desk' to='echo.a.test'/>");

        aliceSays("<presence type='unavailable'/>");
        assertThat(ear.heard())
                .containsExactly("<presence type='unavailable' from='alice@a.test/desk' to='echo.a.test'/>");
    }

    @Test
    void answersProbesOfComponentsByWhatTheyMayKnow() {
        echoSays("<presence from='echo.a.test' to='alice@a.test' type='probe'/>");
        assertThat(ear.heard()).containsExactly("<presence type='unsubscribed' from='alice@a.test' to='echo.a.test'/>");

        Friends.admit(rosters, ALICE, ECHO);
        echoSays("<presence from='bot@echo.a.test' to='alice@a.test' type='probe'/>");
        echoSays("<presence from='echo.a.test' to='alice@a.test' type='probe'/>");
        assertThat(ear.heard())
                .containsExactly(
                        "<presence type='unsubscribed' from='alice@a.test' to='bot@echo.a.test'/>",
                        "<presence to='echo.a.test'/>");

        alice.session().presence(null);
        echoSays("<presence from='echo.a.test' to='alice@a.test' type='probe'/>");
        assertThat(ear.heard()).containsExactly("<presence type='unavailable' from='alice@a.test' to='echo.a.test'/>");
    }

    @Test
    void endsASubscriptionFromTheComponentsSide() {
        Friends.follow(rosters, ALICE, ECHO);

        echoSays("<presence from='echo.a.test' to='alice@a.test' type='unsubscribed'/>");

        assertThat(rosters.roster(ALICE).subscriptions()).isEmpty();
    }
}
