package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.base64;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.judged;
import static im.vestibule.xmpp.C2sSteps.said;
import static im.vestibule.xmpp.Sasl2Steps.AGENT;
import static im.vestibule.xmpp.Sasl2Steps.ID;
import static im.vestibule.xmpp.Sasl2Steps.MACHINE;
import static im.vestibule.xmpp.Sasl2Steps.TOKEN;
import static im.vestibule.xmpp.Sasl2Steps.accepted;
import static im.vestibule.xmpp.Sasl2Steps.agent;
import static im.vestibule.xmpp.Sasl2Steps.element;
import static im.vestibule.xmpp.Sasl2Steps.failure;
import static im.vestibule.xmpp.Sasl2Steps.negotiating;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Octets;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.Redemption;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Step;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in place of passwords (XEP-0484). */
class Sasl2FastTest {
    private static final String RESPONSE = "alice\0" + "h".repeat(32);

    private static C2sEvent.Element fast(String agent, String fast, String response) {
        return element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'><initial-response>"
                + base64(response) + "</initial-response>" + agent + fast + "</authenticate>");
    }

    @Test
    void givesATokenToAnInstallationThatAsksForOne() {
        String request = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";
        C2sStep asked = accepted(request + agent(AGENT));
        assertThat(asked.actions()).containsExactly(new C2sAction.Issue(ALICE, ID, Optional.of(FastMechanism.NONE)));

        assertThat(said(MACHINE.step(asked.state(), new C2sEvent.Issued(Optional.of(TOKEN))))
                        .getFirst())
                .contains("<token xmlns='urn:xmpp:fast:0' token='t0k3n' expiry='2026-11-25T12:00:00Z'/>");
        assertThat(said(MACHINE.step(asked.state(), new C2sEvent.Issued(Optional.empty())))
                        .getFirst())
                .contains("<success")
                .doesNotContain("<token");
    }

    @Test
    void letsAClientInByItsToken() {
        C2sStep asked =
                MACHINE.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0' count='7'/>", RESPONSE));
        assertThat(asked.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        C2sAction.Look.class,
                        look -> assertThat(look.need()).isInstanceOfSatisfying(Step.Need.Redeem.class, redeem -> {
                            assertThat(redeem.claim().account()).isEqualTo(ALICE);
                            assertThat(redeem.claim().count()).isEqualTo(OptionalLong.of(7));
                            assertThat(redeem.claim().invalidate()).isFalse();
                        }));

        C2sStep step = judged(
                MACHINE,
                MACHINE.step(
                        asked.state(),
                        new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Accepted(Octets.of("proof"))))));
        assertThat(step.actions()).containsExactly(new C2sAction.Issue(ALICE, ID, Optional.empty()));
        assertThat(said(MACHINE.step(step.state(), new C2sEvent.Issued(Optional.empty())))
                        .getFirst())
                .startsWith(
                        "<success xmlns='urn:xmpp:sasl:2'><additional-data>" + base64("proof") + "</additional-data>");
    }

    @Test
    void givesNoNewTokenToAClientThatGivesItsOldOneUp() {
        C2sStep asked = MACHINE.step(
                negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0' invalidate='true'/>", RESPONSE));

        C2sStep step = judged(
                MACHINE,
                MACHINE.step(
                        asked.state(),
                        new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Accepted(Octets.of("proof"))))));
        assertThat(step.state()).isInstanceOf(C2sState.Binding.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', invalid-mechanism",
        "'', <fast xmlns='urn:xmpp:fast:0'/>, malformed-request",
        "agent, '', invalid-mechanism",
        "agent, <fast xmlns='urn:xmpp:fast:0' count='-1'/>, malformed-request",
        "agent, <fast xmlns='urn:xmpp:fast:0' count='many'/>, malformed-request"
    })
    void namesWhatIsWrongWithATokensUse(String agent, String fast, String condition) {
        C2sStep step = MACHINE.step(negotiating(), fast(agent.isEmpty() ? "" : agent(AGENT), fast, RESPONSE));

        assertThat(said(step)).containsExactly(failure(condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "alice\0short"})
    void wantsANameAndAHashForAToken(String response) {
        C2sStep step = MACHINE.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0'/>", response));

        assertThat(said(step)).containsExactly(failure("malformed-request"));
    }

    @Test
    void saysThatATokenHasExpired() {
        C2sStep asked = MACHINE.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0'/>", RESPONSE));

        C2sStep step = MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Expired())));
        assertThat(said(step)).containsExactly(failure("credentials-expired"));
    }
}
