package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.config.Secret;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.OutboundState.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutboundMachineTest {
    private static final DialbackKeys KEYS = new DialbackKeys(new Secret("ours"));
    private static final Pair PAIR = new Pair("door.test", "far.test");
    private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    private static final String EXTERNAL =
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>";
    private static final String SM = "<sm xmlns='urn:xmpp:sm:3'/>";
    private static final String BIDI = "<bidi xmlns='urn:xmpp:features:bidi'/>";
    private static final String SHARES =
            "<dialback xmlns='urn:xmpp:features:dialback'><errors xmlns='urn:xmpp:features:dialback'/></dialback>";
    private static final Pair OTHER = new Pair("other.test", "far.test");
    private static final String VALID =
            "<db:result xmlns:db='jabber:server:dialback' from='far.test' to='door.test' type='valid'/>";

    private static final Certificate GOOD = new Certificate() {
        @Override
        public boolean trusted() {
            return true;
        }

        @Override
        public boolean covers(String domain) {
            return domain.equals("far.test");
        }
    };

    private static Call call(UseStarttls tls, boolean external) {
        return new Call(PAIR, tls, external, KEYS, Optional.empty());
    }

    private static Call question() {
        return new Call(
                PAIR, UseStarttls.OPTIONAL, true, KEYS, Optional.of(new Call.Question("their-id", "their-key")));
    }

    /** A conversation: what was said to the machine, and what came of it. */
    private static final class Chat {
        private final OutboundMachine machine;
        private final List<OutboundAction> actions = new ArrayList<>();
        private OutboundState state = new OutboundState.Fresh(new Known(false, false, false));

        Chat(Call call) {
            machine = new OutboundMachine(call);
            on(new OutboundEvent.Connected());
        }

        Chat on(OutboundEvent event) {
            S2sStep<OutboundState, OutboundAction> step = machine.step(state, event);
            state = step.state();
            actions.clear();
            actions.addAll(step.actions());
            return this;
        }

        Chat header(String... attributes) {
            return on(OutboundMachineTest.header(Ns.SERVER, attributes));
        }

        Chat features(String features) {
            return header("id", "id1", "version", "1.0")
                    .hears("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>" + features
                            + "</stream:features>");
        }

        Chat hears(String xml) {
            return on(new OutboundEvent.Element(XmlElement.parse(xml).orElseThrow()));
        }

        Chat secured(Certificate certificate) {
            return features(STARTTLS)
                    .hears("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                    .on(new OutboundEvent.Secured(certificate));
        }

        String said() {
            StringBuilder all = new StringBuilder();
            for (OutboundAction action : actions) {
                switch (action) {
                    case OutboundAction.Open _ -> all.append("<stream>");
                    case OutboundAction.Send(XmlElement element) -> all.append(element);
                    case OutboundAction.Close(Optional<StreamError> error) ->
                        all.append(error.map(e -> "error: " + e.condition().element())
                                .orElse("closed"));
                    default -> {}
                }
            }
            return all.toString();
        }
    }

    private static OutboundEvent.Header header(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new OutboundEvent.Header(new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()));
    }

    private static String dialback() {
        return "<result xmlns='jabber:server:dialback' from='door.test' to='far.test'>"
                + KEYS.key("far.test", "door.test", "id1") + "</result>";
    }

    @Test
    void provesItselfByDialback() {
        Chat chat = new Chat(call(UseStarttls.FALSE, false)).features("");
        assertThat(chat.said()).isEqualTo(dialback());

        assertThat(chat.hears(VALID).actions).containsExactly(new OutboundAction.Ready(false, false, false));
        assertThat(chat.state).isInstanceOf(OutboundState.Open.class);
    }

    @Test
    void provesItselfToServersOfOld() {
        assertThat(new Chat(call(UseStarttls.OPTIONAL, false))
                        .header("id", "id1")
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void takesTlsWhereItIsOffered() {
        Chat chat = new Chat(call(UseStarttls.OPTIONAL, false)).features(STARTTLS);
        assertThat(chat.said()).isEqualTo(STARTTLS);

        chat.hears("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        assertThat(chat.actions).containsExactly(new OutboundAction.Secure());
        assertThat(chat.on(new OutboundEvent.Secured(Certificate.NONE)).said()).isEqualTo("<stream>");
        assertThat(chat.features("").said()).isEqualTo(dialback());
    }

    @Test
    void takesNoTlsWhereTheFileWantsNone() {
        assertThat(new Chat(call(UseStarttls.FALSE, false)).features(STARTTLS).said())
                .isEqualTo(dialback());
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "REQUIRED_TRUSTED"})
    void goesNoFurtherWithoutTlsWhereItIsRequired(UseStarttls terms) {
        assertThat(new Chat(call(terms, false)).features("").said()).isEqualTo("error: policy-violation");
        assertThat(new Chat(call(terms, false)).header("id", "id1").said()).isEqualTo("error: policy-violation");
    }

    @Test
    void saysNothingToWhoHasNoCertificateForTheDomainWhereOneIsNeeded() {
        assertThat(new Chat(call(UseStarttls.REQUIRED_TRUSTED, false))
                        .secured(Certificate.NONE)
                        .said())
                .isEqualTo("closed");
        assertThat(new Chat(call(UseStarttls.REQUIRED_TRUSTED, false))
                        .secured(GOOD)
                        .said())
                .isEqualTo("<stream>");
        assertThat(new Chat(call(UseStarttls.REQUIRED, false))
                        .secured(Certificate.NONE)
                        .said())
                .isEqualTo("<stream>");
    }

    @Test
    void showsItsCertificateWhereThatIsWanted() {
        Chat chat = new Chat(call(UseStarttls.REQUIRED, true)).secured(GOOD).features(EXTERNAL);
        assertThat(chat.said())
                .isEqualTo("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>ZG9vci50ZXN0</auth>");

        assertThat(chat.hears("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                        .said())
                .isEqualTo("<stream>");
        assertThat(chat.features("").actions).containsExactly(new OutboundAction.Ready(false, false, false));
    }

    @Test
    void fallsBackToDialbackWhereTheCertificateIsOfNoHelp() {
        assertThat(new Chat(call(UseStarttls.REQUIRED, true))
                        .secured(GOOD)
                        .features(EXTERNAL)
                        .hears("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void comesAgainWithoutTheCertificateIfThatHasEndedTheStream() {
        Chat chat = new Chat(call(UseStarttls.REQUIRED, true)).secured(GOOD).features(EXTERNAL);

        assertThat(chat.on(new OutboundEvent.End()).actions).contains(new OutboundAction.Reconsider());
        assertThat(new Chat(call(UseStarttls.REQUIRED, false))
                        .secured(GOOD)
                        .features(EXTERNAL)
                        .said())
                .isEqualTo(dialback());
    }

    @Test
    void closesASilentStreamWithoutAComplaint() {
        assertThat(shared().on(new OutboundEvent.Idle()).said()).isEqualTo("closed");
    }

    @Test
    void asksForBothWaysAndForAcknowledgements() {
        Chat chat = new Chat(call(UseStarttls.FALSE, false)).features(BIDI + SM);
        assertThat(chat.said()).isEqualTo("<bidi xmlns='urn:xmpp:bidi'/>" + dialback());

        assertThat(chat.hears(VALID).said()).isEqualTo("<enable xmlns='urn:xmpp:sm:3'/>");
        assertThat(chat.hears("<enabled xmlns='urn:xmpp:sm:3'/>").actions)
                .containsExactly(new OutboundAction.Ready(true, true, false));
        assertThat(chat.hears("<a xmlns='urn:xmpp:sm:3' h='7'/>").actions)
                .containsExactly(new OutboundAction.Acknowledged(7));
        assertThat(chat.hears("<r xmlns='urn:xmpp:sm:3'/>").actions).containsExactly(new OutboundAction.Acknowledge());
    }

    @Test
    void doesWithoutAcknowledgements() {
        assertThat(new Chat(call(UseStarttls.FALSE, false))
                        .features(SM)
                        .hears(VALID)
                        .hears("<failed xmlns='urn:xmpp:sm:3'/>")
                        .actions)
                .containsExactly(new OutboundAction.Ready(false, false, false));
    }

    private static Chat shared() {
        return new Chat(call(UseStarttls.FALSE, false)).features(SHARES).hears(VALID);
    }

    private static String answer(Pair pair, String type) {
        return "<db:result xmlns:db='jabber:server:dialback' from='" + pair.remote() + "' to='" + pair.local()
                + "' type='" + type + "'/>";
    }

    @Test
    void takesAnotherPairOnTheSameStreamOnceThatIsProven() {
        Chat chat = shared();
        assertThat(chat.actions).containsExactly(new OutboundAction.Ready(false, false, true));

        chat.on(new OutboundEvent.Join(OTHER));
        assertThat(chat.said())
                .isEqualTo("<result xmlns='jabber:server:dialback' from='other.test' to='far.test'>"
                        + KEYS.key("far.test", "other.test", "id1") + "</result>");
        assertThat(chat.actions).contains(new OutboundAction.Await(OTHER));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR), Set.of(OTHER)));

        assertThat(chat.hears(answer(OTHER, "valid")).actions).containsExactly(new OutboundAction.Joined(OTHER, true));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR, OTHER), Set.of()));
        assertThat(chat.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, true));
    }

    @ParameterizedTest
    @CsvSource({"invalid", "error"})
    void goesOnWithoutAPairThatIsNotBelieved(String type) {
        Chat chat = shared().on(new OutboundEvent.Join(OTHER)).hears(answer(OTHER, type));

        assertThat(chat.actions).containsExactly(new OutboundAction.Joined(OTHER, false));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR), Set.of()));
    }

    @Test
    void doesNotWaitForAnAnswerForEver() {
        Chat chat = shared().on(new OutboundEvent.Join(OTHER)).on(new OutboundEvent.Overdue(OTHER));
        assertThat(chat.actions).containsExactly(new OutboundAction.Joined(OTHER, false));

        assertThat(chat.hears(answer(OTHER, "valid")).actions).isEmpty();
        assertThat(chat.on(new OutboundEvent.Overdue(PAIR)).actions).isEmpty();
    }

    @Test
    void takesNoMoreThanAHundredPairs() {
        Chat chat = shared();
        for (int i = 1; i < InboundProofs.PAIRS; i++) {
            assertThat(chat.on(new OutboundEvent.Join(new Pair("d" + i + ".test", "far.test")))
                            .said())
                    .contains("result");
        }

        assertThat(chat.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, false));
    }

    @Test
    void takesNoOtherPairsUnlessThePeerSaysThatItAnswers() {
        Chat silent = new Chat(call(UseStarttls.FALSE, false)).features("").hears(VALID);
        assertThat(silent.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, false));

        Chat trusted = new Chat(call(UseStarttls.REQUIRED_TRUSTED, false))
                .secured(GOOD)
                .features(SHARES)
                .hears(VALID);
        assertThat(trusted.actions).containsExactly(new OutboundAction.Ready(false, false, false));

        Chat certified = new Chat(call(UseStarttls.REQUIRED, true))
                .secured(GOOD)
                .features(EXTERNAL)
                .hears("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                .features(SHARES);
        assertThat(certified.actions).containsExactly(new OutboundAction.Ready(false, false, false));
    }

    @ParameterizedTest
    @CsvSource({"invalid", "error"})
    void endsWhereDialbackFails(String type) {
        Chat chat = new Chat(call(UseStarttls.FALSE, false)).features("").hears(VALID.replace("valid", type));

        assertThat(chat.said()).isEqualTo("closed");
    }

    @Test
    void dropsAnswersThatNobodyHasAskedFor() {
        Chat chat = new Chat(call(UseStarttls.FALSE, false)).hears(VALID);
        assertThat(chat.actions).isEmpty();
        assertThat(chat.state).isInstanceOf(OutboundState.Greeting.class);

        chat.features("").hears(VALID.replace("far.test", "other.test"));
        assertThat(chat.state).isInstanceOf(OutboundState.Dialling.class);
        chat.hears(VALID.replace("result", "verify"));
        assertThat(chat.state).isInstanceOf(OutboundState.Dialling.class);
    }

    @Test
    void asksAboutTheKeyOfAnother() {
        Chat chat = new Chat(question()).features(EXTERNAL + BIDI + SM);
        assertThat(chat.said())
                .isEqualTo("<verify xmlns='jabber:server:dialback' from='door.test' to='far.test' id='their-id'>"
                        + "their-key</verify>");

        String answer =
                "<db:verify xmlns:db='jabber:server:dialback' from='far.test' to='door.test' id='%s' type='%s'/>";
        chat.hears(answer.formatted("another-id", "valid"));
        assertThat(chat.actions).isEmpty();
        chat.hears(answer.formatted("their-id", "valid"));
        assertThat(chat.actions).contains(new OutboundAction.Answered(new Verdict.Valid()));
        assertThat(chat.said()).isEqualTo("closed");
    }

    @Test
    void endsWhereSomethingElseComesThanWhatWasAskedFor() {
        assertThat(new Chat(call(UseStarttls.OPTIONAL, false))
                        .features(STARTTLS)
                        .hears("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                        .said())
                .startsWith("error: ");
        assertThat(new Chat(call(UseStarttls.OPTIONAL, false))
                        .on(header(Ns.CLIENT, "id", "1"))
                        .said())
                .isEqualTo("error: invalid-namespace");
        assertThat(new Chat(call(UseStarttls.OPTIONAL, false))
                        .header("version", "1.0")
                        .said())
                .isEqualTo("error: invalid-xml");
    }

    static Stream<OutboundState> states() {
        Known known = new Known(true, false, false);
        XmlElement features = XmlElement.of("features", Ns.STREAMS);
        return Stream.of(
                new OutboundState.Fresh(known),
                new OutboundState.Greeting(known),
                new OutboundState.Greeted(known, "1"),
                new OutboundState.Starting(known),
                new OutboundState.Securing(known),
                new OutboundState.Authenticating(known, "1", features),
                new OutboundState.Dialling(known, "1", Optional.of(features)),
                new OutboundState.Asking(),
                new OutboundState.Enabling(known, Optional.of("1")),
                new OutboundState.Open(Optional.of("1"), Set.of(PAIR), Set.of()),
                new OutboundState.Ended());
    }

    @ParameterizedTest
    @MethodSource("states")
    void hasAnAnswerToEverything(OutboundState state) {
        List<OutboundEvent> events = List.of(
                new OutboundEvent.Connected(),
                new OutboundEvent.Secured(Certificate.NONE),
                header(Ns.SERVER),
                new OutboundEvent.Element(XmlElement.of("features", Ns.STREAMS)),
                new OutboundEvent.Element(XmlElement.of("error", Ns.STREAMS)),
                new OutboundEvent.Element(XmlElement.of("success", Ns.SASL)),
                new OutboundEvent.Element(XmlElement.of("result", Ns.DIALBACK)),
                new OutboundEvent.Element(XmlElement.of("a", Ns.STREAM_MANAGEMENT)),
                new OutboundEvent.Element(XmlElement.of("nonsense", "nowhere")),
                new OutboundEvent.Join(PAIR),
                new OutboundEvent.Overdue(PAIR),
                new OutboundEvent.End(),
                new OutboundEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED)),
                new OutboundEvent.Late(),
                new OutboundEvent.Idle(),
                new OutboundEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN)),
                new OutboundEvent.Lost(Cause.CONNECTION_LOST));
        Stream<Call> calls = Stream.concat(
                Stream.of(question()), Stream.of(UseStarttls.values()).map(terms -> call(terms, true)));
        for (Call call : calls.toList()) {
            for (OutboundEvent event : events) {
                assertThatCode(() -> new OutboundMachine(call).step(state, event))
                        .as("%s %s", call.tls(), event)
                        .doesNotThrowAnyException();
            }
        }
    }
}
