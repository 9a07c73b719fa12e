package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.FULL;
import static im.vestibule.xmpp.C2sSteps.MACHINE;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.sent;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resource binding (RFC 6120 §7). */
class C2sBindingTest {
    private static C2sEvent.Element bind(String resource) {
        return new C2sEvent.Element(XmlElement.builder("iq", Ns.CLIENT)
                .attribute("type", "set")
                .attribute("id", "b1")
                .child(XmlElement.builder("bind", Ns.BIND)
                        .child("resource", Ns.BIND, resource)
                        .build())
                .build());
    }

    @Test
    void bindsAndOpens() {
        C2sStep asked = MACHINE.step(new C2sState.Binding(ALICE, "", 0), bind("desk"));
        assertThat(asked.actions()).containsExactly(new C2sAction.OpenSession(ALICE, "desk", ""));

        C2sStep opened = MACHINE.step(asked.state(), new C2sEvent.Opened(FULL));
        assertThat(opened.state()).isEqualTo(new C2sState.Established(FULL));
        assertThat(opened.actions()).endsWith(new C2sAction.Settled());
        assertThat(sent(opened)
                        .orElseThrow()
                        .element("bind", Ns.BIND)
                        .orElseThrow()
                        .element("jid", Ns.BIND))
                .map(XmlElement::text)
                .contains("alice@door.test/desk");
    }

    @ParameterizedTest
    @CsvSource({
        "de-CH-1996, de-CH-1996",
        "'', ''",
        "not_a_tag, ''",
        "de-a2345678-b2345678-c2345678-d2345, de-a2345678-b2345678-c2345678-d2345",
        "de-a2345678-b2345678-c2345678-d23456, ''"
    })
    void opensTheSessionInTheLanguageOfTheStream(String said, String taken) {
        XmlElement tag = XmlElement.builder("stream", Ns.STREAMS)
                .attribute("version", "1.0")
                .attribute("to", "door.test")
                .attribute(Ns.XML, "lang", said)
                .build();
        C2sStep step = MACHINE.step(
                new C2sState.Authenticated(ALICE),
                new C2sEvent.Header(new StreamHeader("stream", Ns.STREAMS, Ns.CLIENT, tag)));
        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, taken, 0));

        C2sStep refused = MACHINE.step(step.state(), bind("\u200e"));
        assertThat(refused.state()).isEqualTo(new C2sState.Binding(ALICE, taken, 1));

        C2sStep opening = MACHINE.step(refused.state(), bind("desk"));
        assertThat(opening.actions()).containsExactly(new C2sAction.OpenSession(ALICE, "desk", taken));
    }

    @Test
    void refusesAResourceThatCannotBeUntilPatienceEnds() {
        C2sStep step = C2sStep.stay(new C2sState.Binding(ALICE, "", 0));
        for (int i = 0; i <= C2sBinding.REFUSALS; i++) {
            assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "", i));
            step = MACHINE.step(step.state(), bind("\u200e"));
            assertThat(sent(step).orElseThrow().attribute("type")).contains("error");
        }

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void saysWhyASessionMayNotOpen() {
        C2sState opening = new C2sState.Opening(new C2sState.Binding(ALICE, "", 0), "b1");

        C2sStep step = MACHINE.step(opening, new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "", 1));
        assertThat(sent(step).orElseThrow().element("error", Ns.CLIENT)).isPresent();
    }
}
