package im.vestibule.xmpp;

import static im.vestibule.xmpp.OutboundChat.BIDI;
import static im.vestibule.xmpp.OutboundChat.EXTERNAL;
import static im.vestibule.xmpp.OutboundChat.GOOD;
import static im.vestibule.xmpp.OutboundChat.SM;
import static im.vestibule.xmpp.OutboundChat.STARTTLS;
import static im.vestibule.xmpp.OutboundChat.VALID;
import static im.vestibule.xmpp.OutboundChat.call;
import static im.vestibule.xmpp.OutboundChat.dialback;
import static im.vestibule.xmpp.OutboundChat.question;
import static im.vestibule.xmpp.OutboundChat.tag;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS, proof and what is agreed on before stanzas go to a server that we call. */
class OutboundNegotiationTest {
    @Test
    void provesItselfByDialback() {
        OutboundChat chat = new OutboundChat(call(UseStarttls.FALSE, false)).features("");
        assertThat(chat.said()).isEqualTo(dialback());

        assertThat(chat.hears(VALID).actions)
                .containsExactly(new OutboundAction.Ready(SaslName.DIALBACK, false, false, false));
        assertThat(chat.state).isInstanceOf(OutboundState.Open.class);
    }

    @Test
    void provesItselfToServersOfOld() {
        assertThat(new OutboundChat(call(UseStarttls.OPTIONAL, false))
                        .header("id", "id1")
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void takesTlsWhereItIsOffered() {
        OutboundChat chat = new OutboundChat(call(UseStarttls.OPTIONAL, false)).features(STARTTLS);
        assertThat(chat.said()).isEqualTo(STARTTLS);

        chat.hears("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        assertThat(chat.actions).containsExactly(new OutboundAction.Secure());
        assertThat(chat.on(new OutboundEvent.Secured(Certificate.NONE)).said()).isEqualTo("<stream>");
        assertThat(chat.features("").said()).isEqualTo(dialback());
    }

    @Test
    void takesNoTlsWhereTheFileWantsNone() {
        assertThat(new OutboundChat(call(UseStarttls.FALSE, false))
                        .features(STARTTLS)
                        .said())
                .isEqualTo(dialback());
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "REQUIRED_TRUSTED"})
    void goesNoFurtherWithoutTlsWhereItIsRequired(UseStarttls terms) {
        assertThat(new OutboundChat(call(terms, false)).features("").said()).isEqualTo("error: policy-violation");
        assertThat(new OutboundChat(call(terms, false)).header("id", "id1").said())
                .isEqualTo("error: policy-violation");
    }

    @Test
    void saysNothingToWhoHasNoCertificateForTheDomainWhereOneIsNeeded() {
        assertThat(new OutboundChat(call(UseStarttls.REQUIRED_TRUSTED, false))
                        .secured(Certificate.NONE)
                        .said())
                .isEqualTo("closed");
        assertThat(new OutboundChat(call(UseStarttls.REQUIRED_TRUSTED, false))
                        .secured(GOOD)
                        .said())
                .isEqualTo("<stream>");
        assertThat(new OutboundChat(call(UseStarttls.REQUIRED, false))
                        .secured(Certificate.NONE)
                        .said())
                .isEqualTo("<stream>");
    }

    @Test
    void showsItsCertificateWhereThatIsWanted() {
        OutboundChat chat =
                new OutboundChat(call(UseStarttls.REQUIRED, true)).secured(GOOD).features(EXTERNAL);
        assertThat(chat.said())
                .isEqualTo("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>ZG9vci50ZXN0</auth>");

        assertThat(chat.hears("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                        .said())
                .isEqualTo("<stream>");
        assertThat(chat.features("").actions)
                .containsExactly(new OutboundAction.Ready(SaslName.EXTERNAL, false, false, false));
    }

    @Test
    void fallsBackToDialbackWhereTheCertificateIsOfNoHelp() {
        assertThat(new OutboundChat(call(UseStarttls.REQUIRED, true))
                        .secured(GOOD)
                        .features(EXTERNAL)
                        .hears("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void comesAgainWithoutTheCertificateIfThatHasEndedTheStream() {
        OutboundChat chat =
                new OutboundChat(call(UseStarttls.REQUIRED, true)).secured(GOOD).features(EXTERNAL);

        assertThat(chat.on(new OutboundEvent.End()).actions).contains(new OutboundAction.Reconsider());
        assertThat(new OutboundChat(call(UseStarttls.REQUIRED, false))
                        .secured(GOOD)
                        .features(EXTERNAL)
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void asksForBothWaysAndForAcknowledgements() {
        OutboundChat chat = new OutboundChat(call(UseStarttls.FALSE, false)).features(BIDI + SM);
        assertThat(chat.said()).isEqualTo("<bidi xmlns='urn:xmpp:bidi'/>" + dialback());

        assertThat(chat.hears(VALID).said()).isEqualTo("<enable xmlns='urn:xmpp:sm:3'/>");
        assertThat(chat.hears("<enabled xmlns='urn:xmpp:sm:3'/>").actions)
                .containsExactly(new OutboundAction.Ready(SaslName.DIALBACK, true, true, false));
        assertThat(chat.hears("<a xmlns='urn:xmpp:sm:3' h='7'/>").actions)
                .containsExactly(new OutboundAction.Acknowledged(7));
        assertThat(chat.hears("<r xmlns='urn:xmpp:sm:3'/>").actions).containsExactly(new OutboundAction.Acknowledge());
    }

    @Test
    void doesWithoutAcknowledgements() {
        assertThat(new OutboundChat(call(UseStarttls.FALSE, false))
                        .features(SM)
                        .hears(VALID)
                        .hears("<failed xmlns='urn:xmpp:sm:3'/>")
                        .actions)
                .containsExactly(new OutboundAction.Ready(SaslName.DIALBACK, false, false, false));
    }

    @ParameterizedTest
    @CsvSource({"invalid", "error"})
    void endsWhereDialbackFails(String type) {
        OutboundChat chat =
                new OutboundChat(call(UseStarttls.FALSE, false)).features("").hears(VALID.replace("valid", type));

        assertThat(chat.said()).isEqualTo("closed");
    }

    @Test
    void dropsAnswersThatNobodyHasAskedFor() {
        OutboundChat chat = new OutboundChat(call(UseStarttls.FALSE, false)).hears(VALID);
        assertThat(chat.actions).containsExactly(new OutboundAction.Unasked());
        assertThat(chat.state).isInstanceOf(OutboundState.Greeting.class);

        chat.features("").hears(VALID.replace("far.test", "other.test"));
        assertThat(chat.state).isInstanceOf(OutboundState.Dialling.class);
        chat.hears(VALID.replace("result", "verify"));
        assertThat(chat.state).isInstanceOf(OutboundState.Dialling.class);
    }

    @Test
    void asksAboutTheKeyOfAnother() {
        OutboundChat chat = new OutboundChat(question()).features(EXTERNAL + BIDI + SM);
        assertThat(chat.said())
                .isEqualTo("<verify xmlns='jabber:server:dialback' from='door.test' to='far.test' id='their-id'>"
                        + "their-key</verify>");

        String answer =
                "<db:verify xmlns:db='jabber:server:dialback' from='far.test' to='door.test' id='%s' type='%s'/>";
        chat.hears(answer.formatted("another-id", "valid"));
        assertThat(chat.actions).containsExactly(new OutboundAction.Unasked());
        chat.hears(answer.formatted("their-id", "valid"));
        assertThat(chat.actions).contains(new OutboundAction.Answered(new Verdict.Valid()));
        assertThat(chat.said()).isEqualTo("closed");
    }

    @Test
    void endsWhereSomethingElseComesThanWhatWasAskedFor() {
        assertThat(new OutboundChat(call(UseStarttls.OPTIONAL, false))
                        .features(STARTTLS)
                        .hears("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                        .said())
                .startsWith("error: ");
        assertThat(new OutboundChat(call(UseStarttls.OPTIONAL, false))
                        .on(tag(Ns.CLIENT, "id", "1"))
                        .said())
                .isEqualTo("error: invalid-namespace");
        assertThat(new OutboundChat(call(UseStarttls.OPTIONAL, false))
                        .header("version", "1.0")
                        .said())
                .isEqualTo("error: invalid-xml");
    }
}
