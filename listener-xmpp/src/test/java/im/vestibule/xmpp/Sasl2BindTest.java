package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.judged;
import static im.vestibule.xmpp.C2sSteps.said;
import static im.vestibule.xmpp.Sasl2Steps.AGENT;
import static im.vestibule.xmpp.Sasl2Steps.FULL;
import static im.vestibule.xmpp.Sasl2Steps.ID;
import static im.vestibule.xmpp.Sasl2Steps.MACHINE;
import static im.vestibule.xmpp.Sasl2Steps.accepted;
import static im.vestibule.xmpp.Sasl2Steps.agent;
import static im.vestibule.xmpp.Sasl2Steps.authenticate;
import static im.vestibule.xmpp.Sasl2Steps.failure;
import static im.vestibule.xmpp.Sasl2Steps.negotiating;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bind 2 (XEP-0386). */
class Sasl2BindTest {
    @Test
    void takesAlongWhatTheSessionIsToBeginWith() {
        C2sStep asked =
                accepted("<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:carbons:2'/><x xmlns='unknown'/>"
                        + "<inactive xmlns='urn:xmpp:csi:0'/></bind>");

        assertThat(asked.actions())
                .containsExactly(new C2sAction.BindSession(
                        ALICE,
                        "",
                        "fr",
                        Optional.empty(),
                        List.of(XmlElement.of("enable", Ns.CARBONS), XmlElement.of("inactive", Ns.CSI))));
    }

    @Test
    void opensASessionBeforeItTellsOfTheSuccess() {
        C2sStep asked = accepted("<bind xmlns='urn:xmpp:bind:0'><tag>Chat</tag></bind>" + agent(AGENT));
        assertThat(asked.actions())
                .containsExactly(new C2sAction.BindSession(ALICE, "Chat", "fr", Optional.of(ID), List.of()));
        assertThat(asked.state().waits()).isTrue();

        C2sStep step = MACHINE.step(asked.state(), new C2sEvent.Opened(FULL));

        assertThat(step.state()).isEqualTo(new C2sState.Established(FULL));
        assertThat(step.actions()).contains(new C2sAction.Admit(), new C2sAction.Settled());
        assertThat(said(step).getFirst())
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@door.test/desk/1"
                        + "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>");
        assertThat(said(step).getLast())
                .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>")
                .doesNotContain("<bind");
    }

    @Test
    void letsAClientInWhoseSessionMayNotOpen() {
        C2sStep asked = accepted("<bind xmlns='urn:xmpp:bind:0'/>");

        C2sStep step =
                MACHINE.step(asked.state(), new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "fr", 1));
        assertThat(said(step).getFirst()).contains(">alice@door.test<").doesNotContain("bound");
        assertThat(said(step).getLast()).contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    @Test
    void bindsNothingWithTheWrongPassword() {
        C2sStep asked = MACHINE.step(negotiating(), authenticate("<bind xmlns='urn:xmpp:bind:0'/>"));

        C2sStep step = judged(MACHINE, MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Refused())));

        assertThat(said(step)).containsExactly(failure("not-authorized"));
        assertThat(step.actions()).noneMatch(C2sAction.BindSession.class::isInstance);
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }
}
