package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.FULL;
import static im.vestibule.xmpp.C2sSteps.MACHINE;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.header;
import static im.vestibule.xmpp.C2sSteps.talk;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sState.Link;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each state of a client's stream makes of what comes unasked. */
class C2sMachineTest {
    private static Stream<C2sState> states() {
        return Stream.of(
                new C2sState.Fresh(Link.CLEAR),
                new C2sState.Negotiating(talk(false)),
                new C2sState.Securing(),
                new C2sState.Challenged(
                        talk(false), talk(false).offer().start("PLAIN").orElseThrow(), new Profile.Sasl1()),
                new C2sState.Verifying(
                        talk(false), talk(false).offer().start("PLAIN").orElseThrow(), new Profile.Sasl1()),
                new C2sState.Registering(talk(false)),
                new C2sState.Authenticated(ALICE),
                new C2sState.Binding(ALICE, "", 0),
                new C2sState.Opening(new C2sState.Binding(ALICE, "", 0), "b1"),
                new C2sState.Established(FULL));
    }

    /** What each state makes of each stanza, foreign element and second header: rows are states, by simple name. */
    static Stream<Arguments> unexpected() {
        return Stream.of(
                Arguments.of("Fresh", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Negotiating", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Negotiating", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Negotiating", "auth in a foreign namespace", Condition.INVALID_NAMESPACE),
                Arguments.of("Negotiating", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Challenged", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Challenged", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Challenged", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Verifying", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Verifying", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Registering", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Authenticated", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Binding", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Binding", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Binding", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Opening", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Established", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Established", "header", Condition.POLICY_VIOLATION));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void endsTheStreamAtWhatHasNoPlaceInIt(String state, String what, Condition wanted) {
        C2sEvent event = switch (what) {
            case "message" -> new C2sEvent.Element(XmlElement.of("message", Ns.CLIENT));
            case "foreign" -> new C2sEvent.Element(XmlElement.of("shout", "urn:nonsense"));
            case "auth in a foreign namespace" -> new C2sEvent.Element(XmlElement.of("auth", "urn:nonsense"));
            default -> header();
        };

        C2sStep step = MACHINE.step(named(state), event);

        assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
        assertThat(condition(step)).contains(wanted);
    }

    private static C2sState named(String name) {
        return states().filter(state -> state.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endsInEveryStateWithTheReason() {
        states().forEach(state -> {
            for (C2sEvent event : List.of(
                    new C2sEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED)),
                    new C2sEvent.Late(),
                    new C2sEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN)))) {
                C2sStep step = MACHINE.step(state, event);
                assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
                if (state instanceof C2sState.Securing) {
                    assertThat(step.actions()).containsExactly(new C2sAction.Drop());
                } else {
                    assertThat(condition(step)).as("%s in %s", event, state).isPresent();
                }
            }
        });
    }

    @Test
    void closesInEveryStateWithThePeer() {
        states().forEach(state -> {
            assertThat(MACHINE.step(state, new C2sEvent.End()).actions())
                    .containsExactly(new C2sAction.Close(Optional.empty()));
            assertThat(MACHINE.step(state, new C2sEvent.Lost())).isEqualTo(C2sStep.to(new C2sState.Ended()));
        });
    }

    @Test
    void takesNoAnswerItHasNotAskedFor() {
        List<C2sEvent> answers = List.of(
                new C2sEvent.Looked(new Answer.Accepted()),
                new C2sEvent.Registered(XmlElement.of("iq", Ns.CLIENT)),
                new C2sEvent.Opened(FULL),
                new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));
        states().filter(state -> !(state instanceof C2sState.Verifying
                        || state instanceof C2sState.Registering
                        || state instanceof C2sState.Opening))
                .forEach(state -> answers.forEach(
                        answer -> assertThat(MACHINE.step(state, answer)).isEqualTo(C2sStep.stay(state))));
    }

    @Test
    void hasNothingMoreToSayOnceItHasEnded() {
        C2sState ended = new C2sState.Ended();
        for (C2sEvent event : List.of(
                header(),
                new C2sEvent.Element(XmlElement.of("message", Ns.CLIENT)),
                new C2sEvent.End(),
                new C2sEvent.Late(),
                new C2sEvent.Lost(),
                new C2sEvent.Secured(Layer.NONE),
                new C2sEvent.Opened(FULL))) {
            assertThat(MACHINE.step(ended, event)).isEqualTo(C2sStep.stay(ended));
        }
    }

    /** XEP-0352. */
    @Test
    void takesInWhetherTheClientIsActive() {
        C2sState open = new C2sState.Established(FULL);

        assertThat(MACHINE.step(open, new C2sEvent.Element(XmlElement.of("inactive", Ns.CSI))))
                .isEqualTo(C2sStep.to(open, new C2sAction.Attend(false)));
        assertThat(MACHINE.step(open, new C2sEvent.Element(XmlElement.of("active", Ns.CSI))))
                .isEqualTo(C2sStep.to(open, new C2sAction.Attend(true)));
    }

    @Test
    void endsTheStreamOfAClientThatGivesNoSignOfLife() {
        C2sStep step = MACHINE.step(new C2sState.Established(FULL), new C2sEvent.Silent());

        assertThat(condition(step)).contains(Condition.CONNECTION_TIMEOUT);
        assertThat(Cause.of(new C2sEvent.Silent(), step)).isEqualTo(Cause.CONNECTION_TIMEOUT);
    }
}
