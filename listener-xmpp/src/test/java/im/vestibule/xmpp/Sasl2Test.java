package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.header;
import static im.vestibule.xmpp.C2sSteps.said;
import static im.vestibule.xmpp.Sasl2Steps.AGENT;
import static im.vestibule.xmpp.Sasl2Steps.FULL;
import static im.vestibule.xmpp.Sasl2Steps.ID;
import static im.vestibule.xmpp.Sasl2Steps.MACHINE;
import static im.vestibule.xmpp.Sasl2Steps.POLICY;
import static im.vestibule.xmpp.Sasl2Steps.TOKEN;
import static im.vestibule.xmpp.Sasl2Steps.UPGRADE;
import static im.vestibule.xmpp.Sasl2Steps.accepted;
import static im.vestibule.xmpp.Sasl2Steps.agent;
import static im.vestibule.xmpp.Sasl2Steps.authenticate;
import static im.vestibule.xmpp.Sasl2Steps.element;
import static im.vestibule.xmpp.Sasl2Steps.failure;
import static im.vestibule.xmpp.Sasl2Steps.negotiating;
import static im.vestibule.xmpp.Sasl2Steps.talk;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Hash;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sState.Granting;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication by SASL2 (XEP-0388), whatever comes along with it. */
class Sasl2Test {
    @Test
    void isOfferedOnSecureConnectionsOnly() {
        C2sStep clear = MACHINE.step(new C2sState.Fresh(Link.CLEAR), header());
        C2sStep secure = MACHINE.step(new C2sState.Fresh(new Link(true, Layer.NONE)), header());

        assertThat(said(clear)).singleElement().asString().doesNotContain(Ns.SASL2);
        assertThat(said(secure))
                .singleElement()
                .asString()
                .contains("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"
                        + "<inline><bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/>"
                        + "<feature var='urn:xmpp:csi:0'/></inline></bind>"
                        + "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast></inline>"
                        + "</authentication>")
                .contains("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>");
    }

    @Test
    void needsAnEncryptedConnection() {
        C2sStep step = MACHINE.step(new C2sState.Negotiating(talk(false, Optional.empty())), authenticate(""));

        assertThat(said(step)).containsExactly(failure("encryption-required"));
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void isNotThereWithoutItsModule() {
        Talk talk = new Talk(
                new Link(true, Layer.NONE),
                "door.test",
                Optional.empty(),
                "",
                POLICY.offer("door.test", Layer.NONE),
                Optional.empty(),
                0);

        C2sStep step = MACHINE.step(new C2sState.Negotiating(talk), authenticate(""));

        assertThat(condition(step)).contains(Condition.UNSUPPORTED_STANZA_TYPE);
    }

    @Test
    void goesOnWithoutANewStream() {
        C2sStep step = accepted("");

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "fr", 0));
        assertThat(step.actions()).contains(new C2sAction.Admit()).noneMatch(C2sAction.Restart.class::isInstance);
        assertThat(said(step)).hasSize(2);
        assertThat(said(step).getFirst())
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@door.test"
                        + "</authorization-identifier></success>");
        assertThat(said(step).getLast())
                .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    @Test
    void holdsAClientToTheNameItGave() {
        C2sStep step = accepted(
                new C2sState.Negotiating(talk(true, Optional.of(Jid.of("bob@door.test")))),
                "<bind xmlns='urn:xmpp:bind:0'/>");

        assertThat(said(step)).containsExactly(failure("invalid-authzid"));
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "phone",
                "d4565fa7-4d72-1749-b3d3-740edbf87770",
                "d4565fa7-4d72-4749-c3d3-740edbf87770",
                "d4565fa74d724749b3d3740edbf87770"
            })
    void refusesAnInstallationThatIsNoUuid(String id) {
        C2sStep step = MACHINE.step(negotiating(), authenticate(agent(id)));

        assertThat(said(step)).containsExactly(failure("malformed-request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>",
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>",
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-UNIQ'/>",
                "<request-token xmlns='urn:xmpp:fast:0'/>",
                "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
            })
    void ignoresWishesThatItDoesNotOffer(String wish) {
        // The first is offered, but not to nobody in particular; the last is, but not to those who come by PLAIN.
        String agent = wish.contains("NONE") ? "" : agent(AGENT);

        assertThat(accepted(wish + agent).state()).isInstanceOf(C2sState.Binding.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "HT-SHA-256-ENDP", "HT-SHA-256-UNIQ", "plain", ""})
    void refusesAMechanismThatIsNotOffered(String mechanism) {
        C2sStep step = MACHINE.step(
                negotiating(),
                element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism
                        + "'><fast xmlns='urn:xmpp:fast:0'/>" + agent(AGENT) + "</authenticate>"));

        assertThat(said(step)).containsExactly(failure("invalid-mechanism"));
    }

    /** Every state of an authentication under way. */
    private static Stream<C2sState> states() {
        Talk talk = talk(true, Optional.empty());
        Sasl2 profile = new Sasl2(
                POLICY,
                new InlineRequest(
                        Optional.of(ID),
                        Optional.of("tag"),
                        Optional.empty(),
                        List.of(),
                        Set.of(Hash.SHA256),
                        Optional.of(FastMechanism.NONE),
                        false));
        Grant grant = new Grant(talk, profile, ALICE, Octets.NONE, Optional.empty(), Optional.empty());
        return Stream.of(
                new C2sState.Challenged(talk, talk.offer().start("PLAIN").orElseThrow(), profile),
                new C2sState.Verifying(talk, talk.offer().start("PLAIN").orElseThrow(), profile),
                new Granting.Comparing(grant),
                new Granting.Tasked(grant, List.of(UPGRADE)),
                new Granting.Salted(grant, List.of(UPGRADE)),
                new Granting.Upgrading(grant, List.of(UPGRADE)),
                new Granting.Issuing(grant),
                new Granting.Opening(grant));
    }

    @Test
    void closesAtAnythingElseWhileAuthenticationIsUnderWay() {
        List<C2sEvent> strays = List.of(
                new C2sEvent.Stray(),
                header(),
                authenticate(""),
                element("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>"),
                element("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"),
                element("<message xmlns='jabber:client'/>"),
                element("<shout xmlns='urn:nonsense'/>"));
        states().forEach(state -> {
            assertThat(state.strict()).isTrue();
            strays.forEach(stray -> {
                C2sStep step = MACHINE.step(state, stray);
                assertThat(step.state()).as("%s in %s", stray, state).isEqualTo(new C2sState.Ended());
                assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
            });
        });
    }

    @Test
    void takesAnyEventInAnyState() {
        List<C2sEvent> events = List.of(
                new C2sEvent.End(),
                new C2sEvent.Late(),
                new C2sEvent.Lost(),
                new C2sEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED)),
                new C2sEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN)),
                new C2sEvent.Secured(Layer.NONE),
                new C2sEvent.Due(),
                new C2sEvent.Opened(FULL),
                new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)),
                new C2sEvent.Lacking(List.of()),
                new C2sEvent.Lacking(List.of(UPGRADE)),
                new C2sEvent.Upgraded(true),
                new C2sEvent.Upgraded(false),
                new C2sEvent.Issued(Optional.empty()),
                new C2sEvent.Issued(Optional.of(TOKEN)),
                new C2sEvent.Registered(XmlElement.of("iq", Ns.CLIENT)));
        Stream.concat(states(), Stream.of(negotiating(), new C2sState.Established(FULL)))
                .forEach(state -> events.forEach(event -> assertThat(MACHINE.step(state, event))
                        .as("%s in %s", event, state)
                        .isNotNull()));
    }
}
