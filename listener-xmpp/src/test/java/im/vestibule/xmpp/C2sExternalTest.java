package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.ALICE;
import static im.vestibule.xmpp.C2sSteps.MACHINE;
import static im.vestibule.xmpp.C2sSteps.header;
import static im.vestibule.xmpp.C2sSteps.judged;
import static im.vestibule.xmpp.C2sSteps.sent;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Certified;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a client's certificate is good for: SASL EXTERNAL (XEP-0178). */
class C2sExternalTest {
    private static C2sMachine certifying() {
        return new C2sMachine(C2sPolicies.of(
                StartTls.OFFERED,
                List.of(new Mechanism.External(List.of(ExternalIdentity.STANDARD)), new Mechanism.Plain())));
    }

    private static C2sEvent.Element external(String text) {
        return new C2sEvent.Element(XmlElement.builder("auth", Ns.SASL)
                .attribute("mechanism", "EXTERNAL")
                .text(text)
                .build());
    }

    private static List<String> mechanisms(C2sStep step) {
        return sent(step)
                .orElseThrow()
                .element("mechanisms", Ns.SASL)
                .orElseThrow()
                .elements()
                .map(XmlElement::text)
                .toList();
    }

    /** The same word whoever has done the handshake; what follows from it depends on the host. */
    @Test
    void remembersTheCertificateOfASecuredClient() {
        Layer layer = new Layer(
                ChannelBinding.NONE, Optional.of(new Certified(List.of(ALICE), Optional.empty(), Optional.empty())));

        C2sStep secured = MACHINE.step(new C2sState.Securing(), new C2sEvent.Secured(layer));

        assertThat(secured.state()).isEqualTo(new C2sState.Fresh(new Link(true, layer)));
        assertThat(mechanisms(MACHINE.step(secured.state(), header()))).containsExactly("PLAIN");
        assertThat(mechanisms(certifying().step(secured.state(), header()))).containsExactly("EXTERNAL", "PLAIN");
    }

    @Test
    void takesTheWordOfATrustedProxyForTls() {
        Layer layer = Layer.atProxy(Optional.of(Certified.byProxy(Optional.of("alice"))));

        C2sStep secured = certifying().step(new C2sState.Fresh(Link.CLEAR), new C2sEvent.Secured(layer));
        C2sStep offered = certifying().step(secured.state(), header());

        assertThat(mechanisms(offered)).containsExactly("EXTERNAL", "PLAIN");
        assertThat(sent(offered).orElseThrow().element("starttls", Ns.TLS)).isEmpty();
    }

    @Test
    void letsAClientInByItsCertificate() {
        Layer layer = new Layer(
                ChannelBinding.NONE, Optional.of(new Certified(List.of(ALICE), Optional.empty(), Optional.empty())));
        C2sStep offered = certifying().step(new C2sState.Fresh(new Link(true, layer)), header());

        C2sStep asked = certifying().step(offered.state(), external("="));
        assertThat(asked.actions())
                .containsExactly(new C2sAction.Look(
                        new Step.Need.Admit(ALICE, layer.client().orElseThrow())));

        C2sStep done = judged(MACHINE, certifying().step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
        assertThat(done.state()).isEqualTo(new C2sState.Authenticated(ALICE));
        assertThat(sent(done)).contains(XmlElement.of("success", Ns.SASL));
    }
}
