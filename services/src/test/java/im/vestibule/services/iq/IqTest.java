package im.vestibule.services.iq;

import static im.vestibule.services.testing.Asking.get;
import static im.vestibule.services.testing.Asking.set;
import static im.vestibule.services.testing.Asking.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.VersionSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.testing.House;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IqTest {
    private static final String GARDEN = "romeo@montague.test/garden";
    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
    private static final String VERSION = "<query xmlns='jabber:iq:version'/>";
    private static final String TIME = "<time xmlns='urn:xmpp:time'/>";
    private static final String SESSION = "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>";

    private final House house = new House();
    private final IqTable table = new IqTable(List.of(
            new Ping(),
            new Version("1.2", new VersionSpec(false), "Plan 9"),
            new Time(house, ZoneId.of("Europe/Rome")),
            new LegacySession()));

    private String ask(IqRequest request) {
        return table.find(request).map(handler -> text(handler.handle(request))).orElse("nobody");
    }

    @Test
    void seesWhoIsAsked() {
        assertThat(get(GARDEN, "capulet.test", PING).target()).isEqualTo(Target.DOMAIN);
        assertThat(get(GARDEN, "romeo@montague.test", PING).target()).isEqualTo(Target.OWN);
        assertThat(get(GARDEN, "juliet@capulet.test", PING).target()).isEqualTo(Target.OTHER);
        assertThat(get("echo.test", "juliet@capulet.test", PING).target()).isEqualTo(Target.OTHER);
    }

    @Test
    void answersForTheServerAndTheAskersOwnAccount() {
        assertThat(ask(get(GARDEN, "montague.test", PING))).isEmpty();
        assertThat(ask(get(GARDEN, "romeo@montague.test", PING))).isEmpty();
        // Or it would tell strangers which accounts there are.
        assertThat(ask(get(GARDEN, "juliet@capulet.test", PING))).isEqualTo("nobody");
        assertThat(ask(get(GARDEN, "montague.test", "<x xmlns='unknown'/>"))).isEqualTo("nobody");
    }

    @Test
    void refusesTwoHandlersOfOneNamespace() {
        assertThatThrownBy(() -> new IqTable(List.of(new Ping(), new Ping())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("urn:xmpp:ping");
    }

    @Test
    void tellsItsVersionAndTheSystemOnlyIfAllowed() {
        String told = "<query xmlns='jabber:iq:version'><name>Vestibule</name><version>1.2</version>";

        assertThat(ask(get(GARDEN, "montague.test", VERSION))).isEqualTo(told + "</query>");
        assertThat(text(new Version("1.2", new VersionSpec(true), "Plan 9").handle(get(GARDEN, "x.test", VERSION))))
                .isEqualTo(told + "<os>Plan 9</os></query>");
    }

    @Test
    void tellsTheTimeAndHowFarItIsFromUtc() {
        house.pass(Duration.ofMillis(1_500));

        assertThat(ask(get(GARDEN, "montague.test", TIME)))
                .isEqualTo("<time xmlns='urn:xmpp:time'><tzo>+01:00</tzo><utc>2026-11-22T12:00:01Z</utc></time>");
        assertThat(text(new Time(house, ZoneOffset.UTC).handle(get(GARDEN, "x.test", TIME))))
                .contains("<tzo>+00:00</tzo>");
    }

    @Test
    void opensASessionThatIsOpenAlready() {
        assertThat(ask(set(GARDEN, "montague.test", SESSION))).isEmpty();
        assertThat(ask(get(GARDEN, "montague.test", SESSION))).isEqualTo("bad-request");
        assertThat(new LegacySession().features()).isEmpty();
    }

    @Test
    void takesAGetForAGetOnly() {
        for (String payload : List.of(PING, VERSION, TIME)) {
            assertThat(ask(set(GARDEN, "montague.test", payload))).isEqualTo("bad-request");
        }
        assertThat(ask(get(GARDEN, "montague.test", "<pong xmlns='urn:xmpp:ping'/>")))
                .isEqualTo("bad-request");
    }

    @Test
    void writesAnswersBackToTheAsker() {
        IqRequest request = get(GARDEN, "montague.test", PING);

        assertThat(request.result(Optional.of(XmlElement.of("x", "y"))).toString())
                .isEqualTo("<iq xmlns='jabber:client' type='result' id='q1' from='montague.test'"
                        + " to='romeo@montague.test/garden'><x xmlns='y'/></iq>");
        assertThat(request.error(StanzaError.of(Condition.FORBIDDEN)).toString())
                .isEqualTo("<iq xmlns='jabber:client' type='error' id='q1' from='montague.test'"
                        + " to='romeo@montague.test/garden'><error type='auth'>"
                        + "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
}
