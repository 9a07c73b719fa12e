package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.said;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class C2sManagementTest {
    private static final Jid HOME = Jid.of("alice@door.test/home");
    private static final C2sState.Binding BINDING = new C2sState.Binding(ALICE, "", 0);
    private static final C2sState.Established PLAIN = new C2sState.Established(HOME);
    private static final C2sState.Established COUNTED = new C2sState.Established(HOME, true);

    private final C2sPolicy policy = C2sPolicies.counted(Managements.of(100, 1));
    private final C2sMachine machine = new C2sMachine(policy);

    private static XmlElement element(String name, String... attributes) {
        XmlElement.Builder element = XmlElement.builder(name, Ns.STREAM_MANAGEMENT);
        for (int i = 0; i < attributes.length; i += 2) {
            element.attribute(attributes[i], attributes[i + 1]);
        }
        return element.build();
    }

    private C2sStep hears(C2sState state, String name, String... attributes) {
        return machine.step(state, new C2sEvent.Element(element(name, attributes)));
    }

    private static String failed(String condition) {
        return "<failed xmlns='urn:xmpp:sm:3'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";
    }

    @Test
    void isOfferedOnceTheClientIsKnown() {
        assertThat(C2sFeatures.after(policy, "door.test").element("sm", Ns.STREAM_MANAGEMENT))
                .isPresent();
        assertThat(C2sFeatures.after(policy.uncounted(), "door.test").element("sm", Ns.STREAM_MANAGEMENT))
                .isEmpty();
    }

    @Test
    void isNothingWhereItIsNotOffered() {
        C2sStep step = new C2sMachine(policy.uncounted()).step(PLAIN, new C2sEvent.Element(element("enable")));

        assertThat(step).isEqualTo(C2sStep.fail(StreamError.Condition.UNSUPPORTED_STANZA_TYPE));
    }

    @Test
    void countsNothingBeforeThereIsASession() {
        C2sStep step = hears(BINDING, "enable");

        assertThat(step.state()).isEqualTo(BINDING.refused());
        assertThat(said(step)).containsExactly(failed("unexpected-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "false"})
    void countsFromThenOn(String resume) {
        C2sStep step = hears(PLAIN, "enable", "resume", resume);

        assertThat(step.state()).isEqualTo(COUNTED);
        assertThat(step.actions()).containsExactly(new C2sAction.Enable(!resume.equals("false")));
    }

    @Test
    void endsWithTheSecondWishToCount() {
        C2sStep step = hears(COUNTED, "enable");

        assertThat(step.state()).isEqualTo(new C2sState.Ended());
        assertThat(said(step)).containsExactly(failed("unexpected-request"));
    }

    @Test
    void answersOnlyWhereItCounts() {
        assertThat(hears(COUNTED, "r").actions()).containsExactly(new C2sAction.Report());
        assertThat(hears(PLAIN, "r")).isEqualTo(C2sStep.stay(PLAIN));
        assertThat(hears(COUNTED, "a", "h", "4294967295").actions())
                .containsExactly(new C2sAction.Acknowledge(4_294_967_295L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "4294967296", "99999999999"})
    void believesNoCountThatIsNone(String h) {
        assertThat(hears(COUNTED, "a", "h", h))
                .isEqualTo(C2sStep.fail(StreamError.Condition.POLICY_VIOLATION, "Invalid h attribute"));
    }

    @Test
    void hasASessionComeInPlaceOfAResource() {
        C2sStep step = hears(BINDING, "resume", "previd", "x", "h", "7");

        assertThat(step.state()).isEqualTo(new C2sState.Resuming(BINDING));
        assertThat(step.actions()).containsExactly(new C2sAction.Resume(ALICE, new C2sManagement.Request("x", 7)));

        C2sStep resumed = machine.step(step.state(), new C2sEvent.Resumed(HOME, "x", 3));
        assertThat(resumed.state()).isEqualTo(COUNTED);
        assertThat(resumed.actions())
                .containsExactly(
                        new C2sAction.Send(element("resumed", "previd", "x", "h", "3")),
                        new C2sAction.Settled(),
                        new C2sAction.Tie());
    }

    @Test
    void goesOnWithoutASessionThatIsGone() {
        C2sStep step = machine.step(new C2sState.Resuming(BINDING), new C2sEvent.NotResumed(OptionalLong.of(5)));

        assertThat(step.state()).isEqualTo(BINDING.refused());
        assertThat(said(step)).containsExactly(failed("item-not-found").replace("sm:3'>", "sm:3' h='5'>"));
    }

    @Test
    void wantsToKnowWhichSession() {
        assertThat(said(hears(BINDING, "resume", "h", "1"))).containsExactly(failed("bad-request"));
        assertThat(said(hears(BINDING, "resume", "previd", "x"))).containsExactly(failed("bad-request"));
    }

    @Test
    void saysWhatWasSentToWhoeverClaimsMore() {
        assertThat(C2sManagement.tooHigh(9, 4).element().toString())
                .contains("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='9' send-count='4'/>");
    }
}
