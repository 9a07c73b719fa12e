package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.base64;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.said;
import static im.vestibule.xmpp.Sasl2Steps.MACHINE;
import static im.vestibule.xmpp.Sasl2Steps.POLICY;
import static im.vestibule.xmpp.Sasl2Steps.UPGRADE;
import static im.vestibule.xmpp.Sasl2Steps.authenticate;
import static im.vestibule.xmpp.Sasl2Steps.element;
import static im.vestibule.xmpp.Sasl2Steps.failure;
import static im.vestibule.xmpp.Sasl2Steps.talk;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Octets;
import im.vestibule.services.account.Hash;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upgrades of SCRAM keys by tasks (XEP-0480). */
class Sasl2UpgradeTest {
    private static final String WISH = "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
            + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-BLOOP</upgrade>";
    private static final C2sEvent.Element NEXT = element("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-256'/>");

    private static C2sEvent.Element hash(String content) {
        return element("<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>" + content
                + "</hash></task-data>");
    }

    /** As by SCRAM. */
    private static C2sStep proven() {
        InlineOffer offer = talk(true, Optional.empty()).inline().orElseThrow();
        InlineRequest request = InlineRequest.of(authenticate(WISH).element(), offer, Optional.empty(), true, false);
        return new Sasl2(POLICY, request).success(talk(true, Optional.empty()), ALICE, Octets.NONE);
    }

    private static C2sStep tasked() {
        C2sStep asked = proven();
        assertThat(asked.actions()).containsExactly(new C2sAction.Compare(ALICE, Set.of(Hash.SHA256)));
        return MACHINE.step(asked.state(), new C2sEvent.Lacking(List.of(UPGRADE)));
    }

    @Test
    void hasAClientMakeTheKeysThatItsAccountLacks() {
        C2sStep tasked = tasked();
        assertThat(said(tasked))
                .containsExactly("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>UPGR-SCRAM-SHA-256</task></tasks>"
                        + "</continue>");
        C2sStep salted = MACHINE.step(tasked.state(), NEXT);
        assertThat(said(salted))
                .containsExactly("<task-data xmlns='urn:xmpp:sasl:2'>"
                        + "<salt xmlns='urn:xmpp:scram-upgrade:0' iterations='4096'>" + base64("salt")
                        + "</salt></task-data>");
        C2sStep made = MACHINE.step(salted.state(), hash(base64("s".repeat(32))));
        assertThat(made.actions()).containsExactly(new C2sAction.Upgrade(ALICE, UPGRADE, Octets.of("s".repeat(32))));

        assertThat(MACHINE.step(made.state(), new C2sEvent.Upgraded(true)).state())
                .isInstanceOf(C2sState.Binding.class);
        assertThat(said(MACHINE.step(made.state(), new C2sEvent.Upgraded(false))))
                .containsExactly(failure("temporary-auth-failure"));
    }

    @Test
    void letsAClientInAtOnceWhoseAccountHasAllKeys() {
        assertThat(MACHINE.step(proven().state(), new C2sEvent.Lacking(List.of()))
                        .state())
                .isInstanceOf(C2sState.Binding.class);
    }

    @ParameterizedTest
    @CsvSource({"'', malformed-request", "c2hvcnQ=, malformed-request", "c2hv cnQ=, incorrect-encoding"})
    void namesWhatIsWrongWithTheKeysOfATask(String content, String condition) {
        C2sStep salted = MACHINE.step(tasked().state(), NEXT);

        assertThat(said(MACHINE.step(salted.state(), hash(content)))).containsExactly(failure(condition));
    }

    @Test
    void endsATaskThatIsAnotherOrIsGivenUp() {
        C2sStep other =
                MACHINE.step(tasked().state(), element("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-512'/>"));
        assertThat(said(other)).containsExactly(failure("invalid-mechanism"));
        C2sStep abort = MACHINE.step(tasked().state(), element("<abort xmlns='urn:xmpp:sasl:2'/>"));
        assertThat(said(abort)).containsExactly(failure("aborted"));
    }
}
