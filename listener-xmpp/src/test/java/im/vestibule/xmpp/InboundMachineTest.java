package im.vestibule.xmpp;

import static im.vestibule.xmpp.InboundChat.PAIR;
import static im.vestibule.xmpp.InboundChat.VALID;
import static im.vestibule.xmpp.InboundChat.auth;
import static im.vestibule.xmpp.InboundChat.machine;
import static im.vestibule.xmpp.InboundChat.result;
import static im.vestibule.xmpp.InboundChat.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.xmpp.InboundState.Known;
import im.vestibule.xmpp.InboundState.Talk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundMachineTest {
    @Test
    void greetsWithWhatThereIs() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet();

        assertThat(chat.actions.getFirst())
                .isEqualTo(new InboundAction.Open("door.test", Optional.of("far.test"), "id1", true));
        assertThat(chat.said()).contains("<starttls ", "urn:xmpp:features:dialback", "<errors/>", "max-bytes");
        assertThat(chat.said()).doesNotContain("<required/>", "EXTERNAL");
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "REQUIRED_TRUSTED"})
    void offersNothingButTlsWhereItIsRequired(UseStarttls terms) {
        assertThat(new InboundChat(terms).greet().said())
                .isEqualTo("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>");
    }

    @Test
    void offersNoTlsWhereThereIsNone() {
        assertThat(new InboundChat(UseStarttls.FALSE).greet().said()).doesNotContain("starttls");
        assertThat(new InboundChat(UseStarttls.FALSE)
                        .greet()
                        .hears("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                        .said())
                .isEqualTo("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>closed");
    }

    @ParameterizedTest
    @CsvSource({
        "jabber:client, to door.test version 1.0, invalid-namespace",
        "jabber:server, version 1.0, improper-addressing",
        "jabber:server, to elsewhere.test version 1.0, host-unknown",
        "jabber:server, to user@door.test version 1.0, host-unknown",
        "jabber:server, to door.test, unsupported-version",
    })
    void refusesHeaders(String namespace, String attributes, String condition) {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED).on(tag(namespace, attributes.split(" ")));

        assertThat(chat.actions.getFirst()).isInstanceOf(InboundAction.Open.class);
        assertThat(chat.said()).isEqualTo("error: " + condition);
    }

    @Test
    void takesServersOfOldWhereNoTlsIsNeeded() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).header("to", "door.test");

        assertThat(chat.actions.getFirst())
                .isEqualTo(new InboundAction.Open("door.test", Optional.empty(), "id1", false));
        assertThat(chat.said()).isEmpty();
        assertThat(chat.hears(result("far.test", "door.test")).actions)
                .contains(new InboundAction.Verify(PAIR, "id1", "key"));
    }

    @Test
    void wantsTheSameDomainAfterTls() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED).greet().secured(Certificate.NONE);

        assertThat(chat.header("to", "other.door.test", "version", "1.0").said())
                .isEqualTo("error: host-unknown");
    }

    @Test
    void offersProofByCertificateToWhomItIsFor() {
        assertThat(new InboundChat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new InboundChat.Paper("far.test"))
                        .greet()
                        .said())
                .contains("<mechanism>EXTERNAL</mechanism>");
        assertThat(new InboundChat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new InboundChat.Paper("other.test"))
                        .greet()
                        .said())
                .doesNotContain("EXTERNAL");
    }

    @ParameterizedTest
    @CsvSource({"far.test", "''"})
    void takesProofByCertificate(String identity) {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new InboundChat.Paper("far.test"))
                .greet()
                .hears(auth(identity));

        assertThat(chat.said()).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        assertThat(chat.actions).contains(new InboundAction.Restart(true));
        assertThat(chat.greet().actions.getLast()).isEqualTo(new InboundAction.Proven(PAIR, SaslName.EXTERNAL, false));
        assertThat(chat.said()).doesNotContain("EXTERNAL").contains("urn:xmpp:sm:3");
        assertThat(chat.state)
                .isInstanceOfSatisfying(
                        InboundState.Open.class,
                        open -> assertThat(open.talk().proven()).containsExactly(PAIR));
    }

    @Test
    void wantsTheProvenDomainInTheNextHeader() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED)
                .greet()
                .secured(new InboundChat.Paper("far.test"))
                .greet()
                .hears(auth("far.test"));

        assertThat(chat.header("to", "door.test", "from", "other.test", "version", "1.0")
                        .said())
                .isEqualTo("error: invalid-from");
    }

    @ParameterizedTest
    @CsvSource({"other.test, invalid-authzid", "user@far.test, invalid-authzid"})
    void refusesIdentitiesThatTheHeaderDoesNotHave(String identity, String condition) {
        assertThat(new InboundChat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new InboundChat.Paper("far.test"))
                        .greet()
                        .hears(auth(identity))
                        .said())
                .contains("<" + condition + "/>");
    }

    @Test
    void leavesDialbackToWhoHasAnotherDomainsCertificate() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED)
                .greet()
                .secured(new InboundChat.Paper("other.test"))
                .greet()
                .hears(auth("far.test"));

        assertThat(chat.said()).contains("<not-authorized/>").doesNotContain("error");
        assertThat(chat.hears(result("far.test", "door.test")).actions)
                .contains(new InboundAction.Verify(PAIR, "id1", "key"));
    }

    @Test
    void letsNobodySpeakForADomainOfOurs() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED)
                .header("to", "door.test", "from", "other.door.test", "version", "1.0")
                .secured(new InboundChat.Paper("other.door.test"))
                .header("to", "door.test", "from", "other.door.test", "version", "1.0")
                .hears(auth("other.door.test"));

        assertThat(chat.said()).contains("<not-authorized/>");
    }

    @Test
    void leavesNoDialbackWhereCertificatesAreNeeded_F05() {
        InboundChat chat = new InboundChat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new InboundChat.Paper("other.test"))
                .greet();

        assertThat(chat.hears(result("far.test", "door.test")).said()).contains("type='error'", "<not-authorized ");
        assertThat(chat.hears(auth("far.test")).said()).endsWith("error: not-authorized");
    }

    @Test
    void wantsCertificatesThatAreBelievedWhereTheyAreNeeded() {
        assertThat(new InboundChat(UseStarttls.REQUIRED_TRUSTED)
                        .greet()
                        .secured(Certificate.NONE)
                        .greet()
                        .said())
                .isEqualTo("error: policy-violation");
    }

    @Test
    void letsStanzasGoBothWaysIfAskedBeforeTheProof() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL)
                .greet()
                .hears("<bidi xmlns='urn:xmpp:bidi'/>")
                .hears(result("far.test", "door.test"))
                .on(new InboundEvent.Verified(PAIR, VALID));

        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, SaslName.DIALBACK, true));
        assertThat(chat.hears("<bidi xmlns='urn:xmpp:bidi'/>").said()).isEqualTo("error: unsupported-stanza-type");
    }

    @Test
    void countsStanzasOnceSomethingIsProven() {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL).greet();
        assertThat(chat.hears("<enable xmlns='urn:xmpp:sm:3'/>").said()).contains("<failed ");

        chat.hears(result("far.test", "door.test"))
                .on(new InboundEvent.Verified(PAIR, VALID))
                .hears("<enable xmlns='urn:xmpp:sm:3'/>");

        assertThat(chat.said()).isEqualTo("<enabled xmlns='urn:xmpp:sm:3'/>");
        assertThat(chat.hears("<r xmlns='urn:xmpp:sm:3'/>").actions).containsExactly(new InboundAction.Acknowledge());
        assertThat(chat.hears("<a xmlns='urn:xmpp:sm:3' h='4294967295'/>").actions)
                .containsExactly(new InboundAction.Acknowledged(4294967295L));
        assertThat(chat.hears("<a xmlns='urn:xmpp:sm:3' h='-1'/>").said()).isEqualTo("error: bad-format");
    }

    /** Whoever began to count anew would have us forget what it has not acknowledged. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<enable xmlns='urn:xmpp:sm:3'/>",
                "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>"
            })
    void countsOnceAndOnNoOtherStream(String again) {
        InboundChat chat = new InboundChat(UseStarttls.OPTIONAL)
                .greet()
                .hears(result("far.test", "door.test"))
                .on(new InboundEvent.Verified(PAIR, VALID))
                .hears("<enable xmlns='urn:xmpp:sm:3'/>");

        assertThat(chat.hears(again).said()).isEqualTo("error: policy-violation");
    }

    static Stream<InboundState> states() {
        Talk talk = new Talk("door.test", Optional.of("far.test"), "id1", Set.of(PAIR), Set.of(), 0, false, false);
        return Stream.of(
                new InboundState.Fresh(Known.NOTHING),
                new InboundState.Open(Known.NOTHING, talk),
                new InboundState.Securing(Known.NOTHING),
                new InboundState.Ended());
    }

    @ParameterizedTest
    @MethodSource("states")
    void hasAnAnswerToEverything(InboundState state) {
        List<InboundEvent> events = List.of(
                tag(Ns.SERVER, "to", "door.test"),
                new InboundEvent.Element(XmlElement.of("starttls", Ns.TLS)),
                new InboundEvent.Element(XmlElement.of("auth", Ns.SASL)),
                new InboundEvent.Element(XmlElement.of("result", Ns.DIALBACK)),
                new InboundEvent.Element(XmlElement.of("error", Ns.STREAMS)),
                new InboundEvent.Element(XmlElement.of("nonsense", "nowhere")),
                new InboundEvent.Secured(Certificate.NONE),
                new InboundEvent.Verified(PAIR, VALID),
                new InboundEvent.End(),
                new InboundEvent.Idle(),
                new InboundEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED), "1"),
                new InboundEvent.Late("1"),
                new InboundEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN), "1"),
                new InboundEvent.Lost(Cause.CONNECTION_LOST));
        for (UseStarttls terms : UseStarttls.values()) {
            for (InboundEvent event : events) {
                assertThatCode(() -> machine(terms).step(state, event))
                        .as("%s %s", terms, event)
                        .doesNotThrowAnyException();
            }
        }
    }
}
