package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.config.Secret;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.InboundState.Known;
import im.vestibule.xmpp.InboundState.Talk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InboundMachineTest {
    private static final Pair PAIR = new Pair("door.test", "far.test");
    private static final DialbackKeys KEYS = new DialbackKeys(new Secret("ours"));
    private static final Verdict VALID = new Verdict.Valid();

    /** Believed, and for one domain. */
    private record Paper(String domain) implements Certificate {
        @Override
        public boolean trusted() {
            return true;
        }

        @Override
        public boolean covers(String other) {
            return domain.equals(other);
        }
    }

    private static InboundMachine machine(UseStarttls terms) {
        return new InboundMachine(new InboundPolicy(
                "door.test",
                domain -> domain.endsWith("door.test"),
                pair -> !pair.remote().equals("denied.test"),
                domain -> terms,
                terms != UseStarttls.FALSE,
                domain -> KEYS,
                OptionalLong.of(10_000)));
    }

    /** A conversation: what was said to the machine, and what came of it. */
    private static final class Chat {
        private final InboundMachine machine;
        private final List<InboundAction> actions = new ArrayList<>();
        private InboundState state = new InboundState.Fresh(Known.NOTHING);

        Chat(UseStarttls terms) {
            machine = machine(terms);
        }

        Chat on(InboundEvent event) {
            S2sStep<InboundState, InboundAction> step = machine.step(state, event);
            state = step.state();
            actions.clear();
            actions.addAll(step.actions());
            return this;
        }

        Chat header(String... attributes) {
            return on(InboundMachineTest.header(Ns.SERVER, attributes));
        }

        Chat greet() {
            return header("to", "door.test", "from", "far.test", "version", "1.0");
        }

        Chat hears(String xml) {
            return on(new InboundEvent.Element(XmlElement.parse(xml).orElseThrow()));
        }

        /** Comes behind TLS. */
        Chat secured(Certificate certificate) {
            hears("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            return on(new InboundEvent.Secured(certificate));
        }

        /** All that is sent, closing tags and headers left out. */
        String said() {
            StringBuilder all = new StringBuilder();
            for (InboundAction action : actions) {
                switch (action) {
                    case InboundAction.Send(XmlElement element) -> all.append(element);
                    case InboundAction.Close(Optional<StreamError> error) ->
                        all.append(error.map(e -> "error: " + e.condition().element())
                                .orElse("closed"));
                    default -> {}
                }
            }
            return all.toString();
        }
    }

    private static InboundEvent.Header header(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new InboundEvent.Header(new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()), "id1");
    }

    private static String result(String from, String to) {
        return "<db:result xmlns:db='jabber:server:dialback' from='" + from + "' to='" + to + "'>key</db:result>";
    }

    private static String auth(String identity) {
        String text = identity.isEmpty()
                ? "="
                : Base64.getEncoder().encodeToString(identity.getBytes(StandardCharsets.UTF_8));
        return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>" + text + "</auth>";
    }

    @Test
    void greetsWithWhatThereIs() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet();

        assertThat(chat.actions.getFirst())
                .isEqualTo(new InboundAction.Open("door.test", Optional.of("far.test"), "id1", true));
        assertThat(chat.said()).contains("<starttls ", "urn:xmpp:features:dialback", "<errors/>", "max-bytes");
        assertThat(chat.said()).doesNotContain("<required/>", "EXTERNAL");
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "REQUIRED_TRUSTED"})
    void offersNothingButTlsWhereItIsRequired(UseStarttls terms) {
        assertThat(new Chat(terms).greet().said())
                .isEqualTo("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>");
    }

    @Test
    void offersNoTlsWhereThereIsNone() {
        assertThat(new Chat(UseStarttls.FALSE).greet().said()).doesNotContain("starttls");
        assertThat(new Chat(UseStarttls.FALSE)
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
        Chat chat = new Chat(UseStarttls.REQUIRED).on(header(namespace, attributes.split(" ")));

        assertThat(chat.actions.getFirst()).isInstanceOf(InboundAction.Open.class);
        assertThat(chat.said()).isEqualTo("error: " + condition);
    }

    @Test
    void takesServersOfOldWhereNoTlsIsNeeded() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).header("to", "door.test");

        assertThat(chat.actions.getFirst())
                .isEqualTo(new InboundAction.Open("door.test", Optional.empty(), "id1", false));
        assertThat(chat.said()).isEmpty();
        assertThat(chat.hears(result("far.test", "door.test")).actions)
                .contains(new InboundAction.Verify(PAIR, "id1", "key"));
    }

    @Test
    void wantsTheSameDomainAfterTls() {
        Chat chat = new Chat(UseStarttls.REQUIRED).greet().secured(Certificate.NONE);

        assertThat(chat.header("to", "other.door.test", "version", "1.0").said())
                .isEqualTo("error: host-unknown");
    }

    @Test
    void offersProofByCertificateToWhomItIsFor() {
        assertThat(new Chat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new Paper("far.test"))
                        .greet()
                        .said())
                .contains("<mechanism>EXTERNAL</mechanism>");
        assertThat(new Chat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new Paper("other.test"))
                        .greet()
                        .said())
                .doesNotContain("EXTERNAL");
    }

    @ParameterizedTest
    @CsvSource({"far.test", "''"})
    void takesProofByCertificate(String identity) {
        Chat chat = new Chat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new Paper("far.test"))
                .greet()
                .hears(auth(identity));

        assertThat(chat.said()).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        assertThat(chat.actions).contains(new InboundAction.Restart(true));
        assertThat(chat.greet().actions.getLast()).isEqualTo(new InboundAction.Proven(PAIR, false));
        assertThat(chat.said()).doesNotContain("EXTERNAL").contains("urn:xmpp:sm:3");
        assertThat(chat.state)
                .isInstanceOfSatisfying(
                        InboundState.Open.class,
                        open -> assertThat(open.talk().proven()).containsExactly(PAIR));
    }

    @Test
    void wantsTheProvenDomainInTheNextHeader() {
        Chat chat = new Chat(UseStarttls.REQUIRED)
                .greet()
                .secured(new Paper("far.test"))
                .greet()
                .hears(auth("far.test"));

        assertThat(chat.header("to", "door.test", "from", "other.test", "version", "1.0")
                        .said())
                .isEqualTo("error: invalid-from");
    }

    @ParameterizedTest
    @CsvSource({"other.test, invalid-authzid", "user@far.test, invalid-authzid"})
    void refusesIdentitiesThatTheHeaderDoesNotHave(String identity, String condition) {
        assertThat(new Chat(UseStarttls.REQUIRED)
                        .greet()
                        .secured(new Paper("far.test"))
                        .greet()
                        .hears(auth(identity))
                        .said())
                .contains("<" + condition + "/>");
    }

    @Test
    void leavesDialbackToWhoHasAnotherDomainsCertificate() {
        Chat chat = new Chat(UseStarttls.REQUIRED)
                .greet()
                .secured(new Paper("other.test"))
                .greet()
                .hears(auth("far.test"));

        assertThat(chat.said()).contains("<not-authorized/>").doesNotContain("error");
        assertThat(chat.hears(result("far.test", "door.test")).actions)
                .contains(new InboundAction.Verify(PAIR, "id1", "key"));
    }

    @Test
    void leavesNoDialbackWhereCertificatesAreNeeded() {
        Chat chat = new Chat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new Paper("other.test"))
                .greet();

        assertThat(chat.hears(result("far.test", "door.test")).said()).contains("type='error'", "<not-authorized ");
        assertThat(chat.hears(auth("far.test")).said()).endsWith("error: not-authorized");
    }

    @Test
    void wantsCertificatesThatAreBelievedWhereTheyAreNeeded() {
        assertThat(new Chat(UseStarttls.REQUIRED_TRUSTED)
                        .greet()
                        .secured(Certificate.NONE)
                        .greet()
                        .said())
                .isEqualTo("error: policy-violation");
    }

    @Test
    void asksTheDomainsOwnServerAboutAKey() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet().hears(result("far.test", "door.test"));
        assertThat(chat.actions).contains(new InboundAction.Verify(PAIR, "id1", "key"));

        chat.on(new InboundEvent.Verified(PAIR, VALID));

        assertThat(chat.said())
                .isEqualTo("<result xmlns='jabber:server:dialback' from='door.test' to='far.test' type='valid'/>");
        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, false));
    }

    @Test
    void tellsWhatBecameOfAKey() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet().hears(result("far.test", "door.test"));

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
        Chat chat = new Chat(UseStarttls.REQUIRED_TRUSTED)
                .greet()
                .secured(new Paper("far.test"))
                .greet()
                .hears(result("far.test", "door.test"));

        assertThat(chat.said()).contains("type='valid'");
        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, false));
    }

    @ParameterizedTest
    @CsvSource({
        "far.test, elsewhere.test, item-not-found",
        "denied.test, door.test, not-allowed",
        "door.test, door.test, forbidden",
    })
    void refusesPairsAndGoesOn(String from, String to, String condition) {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet().hears(result(from, to));

        assertThat(chat.said()).contains("type='error'", "<" + condition + " ");
        assertThat(chat.state).isInstanceOf(InboundState.Open.class);
    }

    @Test
    void takesNoKeysInTheClearWhereTlsIsRequired() {
        Chat chat = new Chat(UseStarttls.REQUIRED).greet();

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
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet();
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
        Chat chat = new Chat(UseStarttls.OPTIONAL)
                .greet()
                .hears("<db:" + name + " xmlns:db='jabber:server:dialback' from='far.test' to='door.test' id='7'"
                        + " type='valid'/>");

        assertThat(chat.actions).isEmpty();
        assertThat(chat.state)
                .isInstanceOfSatisfying(
                        InboundState.Open.class,
                        open -> assertThat(open.talk().proven()).isEmpty());
    }

    @Test
    void endsWhoLeavesOutForWhomHeSpeaks() {
        assertThat(new Chat(UseStarttls.OPTIONAL)
                        .greet()
                        .hears("<db:result xmlns:db='jabber:server:dialback' to='door.test'>key</db:result>")
                        .said())
                .isEqualTo("error: improper-addressing");
    }

    @Test
    void servesAHundredPairsAndNotOneMore() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet();
        for (int i = 0; i < InboundProofs.PAIRS; i++) {
            assertThat(chat.hears(result("far" + i + ".test", "door.test")).said())
                    .isEmpty();
            chat.on(new InboundEvent.Verified(new Pair("door.test", "far" + i + ".test"), VALID));
        }

        assertThat(chat.hears(result("one.more.test", "door.test")).said()).contains("<resource-constraint ");
    }

    @Test
    void letsStanzasGoBothWaysIfAskedBeforeTheProof() {
        Chat chat = new Chat(UseStarttls.OPTIONAL)
                .greet()
                .hears("<bidi xmlns='urn:xmpp:bidi'/>")
                .hears(result("far.test", "door.test"))
                .on(new InboundEvent.Verified(PAIR, VALID));

        assertThat(chat.actions).contains(new InboundAction.Proven(PAIR, true));
        assertThat(chat.hears("<bidi xmlns='urn:xmpp:bidi'/>").said()).isEqualTo("error: unsupported-stanza-type");
    }

    @Test
    void countsStanzasOnceSomethingIsProven() {
        Chat chat = new Chat(UseStarttls.OPTIONAL).greet();
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

    static Stream<InboundState> states() {
        Talk talk = new Talk("door.test", Optional.of("far.test"), "id1", Set.of(PAIR), Set.of(), false);
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
                header(Ns.SERVER, "to", "door.test"),
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
                assertThatCode(() -> machine(terms).step(state, event)).doesNotThrowAnyException();
            }
        }
    }
}
