package im.vestibule.xmpp;

import static im.vestibule.xmpp.InboundChat.KEYS;
import static im.vestibule.xmpp.InboundChat.PAIR;
import static im.vestibule.xmpp.InboundChat.VALID;
import static im.vestibule.xmpp.InboundChat.result;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.StanzaError;
import im.vestibule.services.federation.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proofs by dialback, and by a certificate in their stead. */
class InboundProofsTest {
    @Test
    void asksTheDomainsOwnServerAboutAKey() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet().hears(result("far.test", "door.test"));
        assertThat(chat.actions).contains(new InboundAction.Verify(PAIR, "id1", "key"));

        chat.on(new InboundEvent.Verified(PAIR, VALID));

        assertThat(chat.said())
                .isEqualTo("<result xmlns='jabber:server:dialback' from='door.test' to='far.test' type='valid'/>");
        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, SaslName.DIALBACK, false));
    }

    @Test
    void tellsWhatBecameOfAKey() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet().hears(result("far.test", "door.test"));

        assertThat(chat.on(new InboundEvent.Verified(PAIR, new Verdict.Invalid()))
                        .said())
                .contains("type='invalid'");
        assertThat(chat.on(new InboundEvent.Verified(PAIR, VALID)).said())
                .as("nobody has asked again")
                .isEmpty();
        chat.hears(result("far.test", "door.test"));
        assertThat(chat.on(new InboundEvent.Verified(
                                PAIR, new Verdict.Unknown(StanzaError.of(StanzaError.Condition.REMOTE_SERVER_TIMEOUT))))
                        .said())
                .contains("type='error'", "<remote-server-timeout ");
    }

    @Test
    void believesACertificateBeforeAnybodysKey() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new InboundChat.Paper("far.test"))
                .greet()
                .hears(result("far.test", "door.test"));

        assertThat(chat.said()).contains("type='valid'");
        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, SaslName.DIALBACK, false));
    }

    @ParameterizedTest
    @CsvSource({
        "far.test, elsewhere.test, item-not-found",
        "denied.test, door.test, not-allowed",
        "door.test, door.test, forbidden",
    })
    void refusesPairsAndGoesOn(String from, String to, String condition) {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet().hears(result(from, to));

        assertThat(chat.said()).contains("type='error'", "<" + condition + " ");
        assertThat(chat.state).isInstanceOf(InboundState.Open.class);
    }

    @Test
    void takesNoKeysInTheClearWhereTlsIsRequired() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED).greet();

        assertThat(chat.hears(result("far.test", "door.test")).said()).contains("<policy-violation ");
        String key = KEYS.key("far.test", "door.test", "7");
        assertThat(chat.hears(verify("far.test", "door.test", key)).said()).contains("<policy-violation ");
    }

    private static String verify(String from, String to, String key) {
        return "<db:verify xmlns:db='jabber:server:dialback' from='" + from + "' to='" + to + "' id='7'>" + key
                + "</db:verify>";
    }

    @Test
    void knowsItsOwnKeys() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet();
        String key = KEYS.key("far.test", "door.test", "7");

        assertThat(chat.hears(verify("far.test", "door.test", key)).said())
                .isEqualTo(
                        "<verify xmlns='jabber:server:dialback' from='door.test' to='far.test' id='7' type='valid'/>");
        assertThat(chat.hears(verify("far.test", "door.test", "made up")).said())
                .contains("type='invalid'");
        assertThat(chat.hears(verify("other.test", "door.test", key)).said()).contains("type='invalid'");
        assertThat(chat.hears(verify("far.test", "elsewhere.test", key)).said()).contains("<item-not-found ");
    }

    @ParameterizedTest
    @CsvSource({"result", "verify"})
    void dropsAnswersThatNobodyHasAskedFor(String name) {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL)
                .greet()
                .hears("<db:" + name + " xmlns:db='jabber:server:dialback' from='far.test' to='door.test' id='7'"
                        + " type='valid'/>");

        assertThat(chat.actions).containsExactly(new InboundAction.Unasked());
        assertThat(chat.state)
                .isInstanceOfSatisfying(
                        InboundState.Open.class,
                        open -> assertThat(open.talk().proven()).isEmpty());
    }

    @Test
    void endsWhoLeavesOutForWhomHeSpeaks() {
        assertThat(new InboundChat(UseStarttls.OPTIONAL)
                        .greet()
                        .hears("<db:result xmlns:db='jabber:server:dialback' to='door.test'>key</db:result>")
                        .said())
                .isEqualTo("error: improper-addressing");
    }

    @Test
    void servesAHundredPairsAndNotOneMore() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet();
        for (int i = 0; i < InboundProofs.PAIRS; i++) {
            assertThat(chat.hears(result("far" + i + ".test", "door.test")).said())
                    .isEmpty();
            chat.on(new InboundEvent.Verified(new Pair("door.test", "far" + i + ".test"), VALID));
        }

        assertThat(chat.hears(result("one.more.test", "door.test")).said()).contains("<resource-constraint ");
    }

    @Test
    void callsNobodyOnceAHundredKeysWereWrong() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet();
        for (int i = 0; i < InboundProofs.PAIRS; i++) {
            assertThat(chat.hears(result("far.test", "door.test")).said()).isEmpty();
            chat.on(new InboundEvent.Verified(PAIR, new Verdict.Invalid()));
        }

        assertThat(chat.hears(result("far.test", "door.test")).said()).contains("<resource-constraint ");
        assertThat(chat.actions).noneMatch(InboundAction.Verify.class::isInstance);
    }
}
