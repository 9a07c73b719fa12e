package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.MACHINE;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.judged;
import static im.vestibule.xmpp.C2sSteps.plain;
import static im.vestibule.xmpp.C2sSteps.sasl;
import static im.vestibule.xmpp.C2sSteps.sent;
import static im.vestibule.xmpp.C2sSteps.talk;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SASL (RFC 6120 §6), by PLAIN. */
class C2sLoginTest {
    @Test
    void letsAClientInWithTheRightPassword() {
        C2sStep asked = MACHINE.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")));
        assertThat(asked.state()).isInstanceOf(C2sState.Verifying.class);
        assertThat(asked.actions()).singleElement().isInstanceOf(C2sAction.Look.class);

        C2sStep done = judged(MACHINE, MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
        assertThat(done.state()).isEqualTo(new C2sState.Authenticated(ALICE));
        assertThat(sent(done)).contains(XmlElement.of("success", Ns.SASL));
        assertThat(done.actions()).contains(new C2sAction.Restart(true));
    }

    @ParameterizedTest
    @CsvSource({
        "auth, '', malformed-request, 1",
        "auth, 'AGFsaWNlAA=', incorrect-encoding, 0",
        "auth, 'AGFs aWNl', incorrect-encoding, 0",
        "auth, 'YWxpY2U=', malformed-request, 0",
        "response, '', malformed-request, 0",
        "abort, '', aborted, 0",
    })
    void namesWhatIsWrongWithAnAttempt(String name, String text, String failure, int challenges) {
        C2sStep step = MACHINE.step(new C2sState.Negotiating(talk(true)), sasl(name, text));
        for (int i = 0; i < challenges; i++) {
            assertThat(step.state()).isInstanceOf(C2sState.Challenged.class);
            step = MACHINE.step(step.state(), sasl("response", text));
        }

        assertThat(sent(step).orElseThrow().element(failure, Ns.SASL)).isPresent();
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @ParameterizedTest
    @CsvSource({"auth, !!!", "auth, AGFsaWNl", "response, AGE="})
    void doesNotCountMistakesOfFormAsGuesses(String name, String text) {
        C2sStep step = MACHINE.step(new C2sState.Negotiating(talk(true)), sasl(name, text));

        assertThat(step.actions()).noneMatch(C2sAction.Judge.class::isInstance);
    }

    @Test
    void refusesAMechanismThatIsNotOffered() {
        C2sStep step = MACHINE.step(
                new C2sState.Negotiating(talk(true)),
                new C2sEvent.Element(XmlElement.builder("auth", Ns.SASL)
                        .attribute("mechanism", "SCRAM-SHA-1")
                        .build()));

        assertThat(sent(step).orElseThrow().element("invalid-mechanism", Ns.SASL))
                .isPresent();
    }

    @Test
    void losesPatienceAfterTheLastAttempt() {
        C2sState state = new C2sState.Negotiating(talk(true));
        C2sStep step = C2sStep.stay(state);
        for (int attempt = 1; attempt <= C2sLogin.FAILURES; attempt++) {
            assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
            step = MACHINE.step(step.state(), sasl("auth", plain("alice", "wrong")));
            step = judged(MACHINE, MACHINE.step(step.state(), new C2sEvent.Looked(new Answer.Refused())));
            assertThat(sent(step).orElseThrow().element("not-authorized", Ns.SASL))
                    .isPresent();
        }

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void neverReportsBackEndTroubleAsAWrongPassword() {
        C2sStep asked = MACHINE.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")));

        C2sStep step = MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Unavailable()));

        assertThat(sent(step).orElseThrow().element("temporary-auth-failure", Ns.SASL))
                .isPresent();
    }

    @Test
    void holdsAClientToTheNameItGave() {
        Talk claimed = new Talk(
                Link.CLEAR,
                "door.test",
                Optional.of(Jid.of("bob@door.test")),
                "",
                talk(false).offer(),
                Optional.empty(),
                0);
        C2sStep asked = MACHINE.step(new C2sState.Negotiating(claimed), sasl("auth", plain("alice", "secret")));

        C2sStep step = judged(MACHINE, MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));

        assertThat(condition(step)).contains(Condition.INVALID_FROM);
        assertThat(sent(step)).isEmpty();
    }

    @Test
    void asksHowLongTheAnswerHasToWaitAndSaysNothingUntilThen() {
        C2sStep asked = MACHINE.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "wrong")));

        C2sStep refused = MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Refused()));
        assertThat(refused.actions()).containsExactly(new C2sAction.Judge(Optional.of(ALICE), false));
        C2sStep accepted = MACHINE.step(asked(), new C2sEvent.Looked(new Answer.Accepted()));
        assertThat(accepted.actions()).containsExactly(new C2sAction.Judge(Optional.of(ALICE), true));
        assertThat(condition(MACHINE.step(refused.state(), new C2sEvent.Late())))
                .contains(Condition.CONNECTION_TIMEOUT);
    }

    private static C2sState asked() {
        return MACHINE.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")))
                .state();
    }
}
