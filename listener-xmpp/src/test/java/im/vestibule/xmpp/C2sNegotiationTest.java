package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.MACHINE;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.header;
import static im.vestibule.xmpp.C2sSteps.plain;
import static im.vestibule.xmpp.C2sSteps.sasl;
import static im.vestibule.xmpp.C2sSteps.sent;
import static im.vestibule.xmpp.C2sSteps.talk;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers, features and STARTTLS (RFC 6120 §4 and 5). */
class C2sNegotiationTest {
    @Test
    void answersAHeaderWithItsOwnAndFeatures() {
        C2sStep step = MACHINE.step(new C2sState.Fresh(Link.CLEAR), header());

        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
        assertThat(step.actions().getFirst()).isEqualTo(new C2sAction.Open("door.test", Optional.empty(), "en"));
        XmlElement features = sent(step).orElseThrow();
        assertThat(features.element("starttls", Ns.TLS)).isPresent();
        assertThat(features.element("mechanisms", Ns.SASL).orElseThrow().elements())
                .extracting(XmlElement::text)
                .containsExactly("PLAIN");
    }

    @Test
    void offersNothingOfRostersWhereThereAreNone() {
        C2sStep step = MACHINE.step(new C2sState.Authenticated(ALICE), header());

        assertThat(sent(step).orElseThrow().elements())
                .extracting(XmlElement::name)
                .containsExactly("bind", "session", "csi", "limits");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:nonsense, jabber:client, 1.0, door.test, INVALID_NAMESPACE",
        "http://etherx.jabber.org/streams, jabber:server, 1.0, door.test, INVALID_NAMESPACE",
        "http://etherx.jabber.org/streams, jabber:client, '', door.test, UNSUPPORTED_VERSION",
        "http://etherx.jabber.org/streams, jabber:client, 0.9, door.test, UNSUPPORTED_VERSION",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, '', HOST_UNKNOWN",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, other.test, HOST_UNKNOWN",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, '@', HOST_UNKNOWN",
        "urn:nonsense, jabber:client, 0.9, other.test, INVALID_NAMESPACE",
    })
    void opensItsStreamBeforeItRefusesAHeader(
            String namespace, String content, String version, String to, Condition wanted) {
        C2sStep step = MACHINE.step(new C2sState.Fresh(Link.CLEAR), header(namespace, content, version, to));

        assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
        assertThat(step.actions().getFirst()).isInstanceOf(C2sAction.Open.class);
        assertThat(condition(step)).contains(wanted);
    }

    @ParameterizedTest
    @CsvSource({"1.10", "2.0", "01.0"})
    void comparesVersionsAsNumbers(String version) {
        C2sStep step =
                MACHINE.step(new C2sState.Fresh(Link.CLEAR), header(Ns.STREAMS, Ns.CLIENT, version, "DOOR.test"));

        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void offersNothingButTlsWhereTlsIsRequired() {
        C2sStep step =
                new C2sMachine(C2sPolicies.plain(StartTls.REQUIRED)).step(new C2sState.Fresh(Link.CLEAR), header());

        assertThat(sent(step).orElseThrow().elements()).singleElement().satisfies(only -> {
            assertThat(only.is("starttls", Ns.TLS)).isTrue();
            assertThat(only.element("required", Ns.TLS)).isPresent();
        });
    }

    @Test
    void doesNotLookAtCredentialsSentBeforeRequiredTls() {
        C2sStep step = new C2sMachine(C2sPolicies.plain(StartTls.REQUIRED))
                .step(new C2sState.Negotiating(talk(false)), sasl("auth", plain("alice", "secret")));

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void forgetsTheClearStreamOnceTlsIsOn() {
        C2sStep proceed = MACHINE.step(
                new C2sState.Negotiating(talk(false)), new C2sEvent.Element(XmlElement.of("starttls", Ns.TLS)));
        assertThat(proceed.actions())
                .containsExactly(new C2sAction.Send(XmlElement.of("proceed", Ns.TLS)), new C2sAction.Secure());

        C2sStep secured = MACHINE.step(proceed.state(), new C2sEvent.Secured(Layer.NONE));
        assertThat(secured.state()).isEqualTo(new C2sState.Fresh(new Link(true, Layer.NONE)));
        assertThat(secured.actions()).startsWith(new C2sAction.Restart(false));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "OFFERED"})
    void refusesStarttlsWhereItIsNotOffered(StartTls startTls) {
        C2sStep step = new C2sMachine(C2sPolicies.plain(startTls))
                .step(
                        new C2sState.Negotiating(talk(startTls == StartTls.OFFERED)),
                        new C2sEvent.Element(XmlElement.of("starttls", Ns.TLS)));

        assertThat(sent(step)).contains(XmlElement.of("failure", Ns.TLS));
        assertThat(step.actions()).endsWith(new C2sAction.Close(Optional.empty()));
    }

    @Test
    void servesTheSameHostAfterAuthentication() {
        C2sState authenticated = new C2sState.Authenticated(ALICE);

        C2sStep same = MACHINE.step(authenticated, header());
        assertThat(same.state()).isEqualTo(new C2sState.Binding(ALICE, "", 0));
        assertThat(sent(same).orElseThrow().element("bind", Ns.BIND)).isPresent();

        C2sStep other = MACHINE.step(authenticated, header(Ns.STREAMS, Ns.CLIENT, "1.0", "other.test"));
        assertThat(condition(other)).contains(Condition.HOST_UNKNOWN);
    }
}
