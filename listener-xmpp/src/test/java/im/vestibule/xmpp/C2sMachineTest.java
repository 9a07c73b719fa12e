package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.config.CsiSpec;
import im.vestibule.config.Limit;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Certified;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class C2sMachineTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid FULL = Jid.of("alice@door.test/desk");
    static final Accounts ACCOUNTS = new Accounts(
            Map.of(
                    "door.test",
                    new Methods(List.of(new Book(Map.of("alice", "secret")), new Pki()), 4096, Limit.INFINITY)),
            new Decoys(new byte[32]));

    private final C2sPolicy policy = policy(StartTls.OFFERED);
    private final C2sMachine machine = new C2sMachine(policy);

    static C2sPolicy policy(StartTls startTls) {
        return policy(startTls, List.of(new Mechanism.Plain()));
    }

    private static C2sPolicy policy(StartTls startTls, List<Mechanism> mechanisms) {
        return policy(startTls, mechanisms, Optional.empty());
    }

    static C2sPolicy policy(StartTls startTls, List<Mechanism> mechanisms, Optional<Management> management) {
        Host host = new Host(
                "door.test",
                new Rules(Map.of(), Map.of(), List.of("door.test")),
                mechanisms,
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Care(true, Optional.of(new CsiSpec(new Limit(20))), Optional.empty()),
                management);
        FrameLimits limits = new FrameLimits(8192, 32, 32, 64);
        return new C2sPolicy(
                "door.test",
                "en",
                new Hosts(List.of(host)),
                ACCOUNTS,
                startTls,
                EnumSet.allOf(AuthMethod.class),
                true,
                true,
                limits,
                limits);
    }

    private Talk talk(boolean secure) {
        Link link = secure ? new Link(true, Layer.NONE) : Link.CLEAR;
        return new Talk(
                link, "door.test", Optional.empty(), "", policy.offer("door.test", Layer.NONE), Optional.empty(), 0);
    }

    private static C2sEvent.Header header(String namespace, String content, String version, String to) {
        XmlElement.Builder tag = XmlElement.builder("stream", namespace);
        if (!version.isEmpty()) {
            tag.attribute("version", version);
        }
        if (!to.isEmpty()) {
            tag.attribute("to", to);
        }
        return new C2sEvent.Header(new StreamHeader("stream", namespace, content, tag.build()));
    }

    private static C2sEvent.Header header() {
        return header(Ns.STREAMS, Ns.CLIENT, "1.0", "door.test");
    }

    private static C2sEvent.Element sasl(String name, String text) {
        return new C2sEvent.Element(XmlElement.builder(name, Ns.SASL)
                .attribute("mechanism", "PLAIN")
                .text(text)
                .build());
    }

    private static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What comes of an attempt once its answer is due. */
    private C2sStep judged(C2sStep step) {
        assertThat(step.actions()).singleElement().isInstanceOf(C2sAction.Judge.class);
        return machine.step(step.state(), new C2sEvent.Due());
    }

    private static Optional<Condition> condition(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Close.class::isInstance)
                .map(C2sAction.Close.class::cast)
                .flatMap(close -> close.error().stream())
                .map(StreamError::condition)
                .findFirst();
    }

    private static Optional<XmlElement> sent(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Send.class::isInstance)
                .map(action -> ((C2sAction.Send) action).element())
                .findFirst();
    }

    @Test
    void answersAHeaderWithItsOwnAndFeatures() {
        C2sStep step = machine.step(new C2sState.Fresh(Link.CLEAR), header());

        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
        assertThat(step.actions().getFirst()).isEqualTo(new C2sAction.Open("door.test", Optional.empty(), "en"));
        XmlElement features = sent(step).orElseThrow();
        assertThat(features.element("starttls", Ns.TLS)).isPresent();
        assertThat(features.element("mechanisms", Ns.SASL).orElseThrow().elements())
                .extracting(XmlElement::text)
                .containsExactly("PLAIN");
    }

    @Test
    void offersNothingOfRostersWhereThereAreNone() {
        C2sStep step = machine.step(new C2sState.Authenticated(ALICE), header());

        assertThat(sent(step).orElseThrow().elements())
                .extracting(XmlElement::name)
                .containsExactly("bind", "session", "csi", "limits");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:nonsense, jabber:client, 1.0, door.test, INVALID_NAMESPACE",
        "http://etherx.jabber.org/streams, jabber:server, 1.0, door.test, INVALID_NAMESPACE",
        "http://etherx.jabber.org/streams, jabber:client, '', door.test, UNSUPPORTED_VERSION",
        "http://etherx.jabber.org/streams, jabber:client, 0.9, door.test, UNSUPPORTED_VERSION",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, '', HOST_UNKNOWN",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, other.test, HOST_UNKNOWN",
        "http://etherx.jabber.org/streams, jabber:client, 1.0, '@', HOST_UNKNOWN",
        "urn:nonsense, jabber:client, 0.9, other.test, INVALID_NAMESPACE",
    })
    void opensItsStreamBeforeItRefusesAHeader(
            String namespace, String content, String version, String to, Condition wanted) {
        C2sStep step = machine.step(new C2sState.Fresh(Link.CLEAR), header(namespace, content, version, to));

        assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
        assertThat(step.actions().getFirst()).isInstanceOf(C2sAction.Open.class);
        assertThat(condition(step)).contains(wanted);
    }

    @ParameterizedTest
    @CsvSource({"1.10", "2.0", "01.0"})
    void comparesVersionsAsNumbers(String version) {
        C2sStep step =
                machine.step(new C2sState.Fresh(Link.CLEAR), header(Ns.STREAMS, Ns.CLIENT, version, "DOOR.test"));

        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void offersNothingButTlsWhereTlsIsRequired() {
        C2sStep step = new C2sMachine(policy(StartTls.REQUIRED)).step(new C2sState.Fresh(Link.CLEAR), header());

        assertThat(sent(step).orElseThrow().elements()).singleElement().satisfies(only -> {
            assertThat(only.is("starttls", Ns.TLS)).isTrue();
            assertThat(only.element("required", Ns.TLS)).isPresent();
        });
    }

    @Test
    void doesNotLookAtCredentialsSentBeforeRequiredTls() {
        C2sStep step = new C2sMachine(policy(StartTls.REQUIRED))
                .step(new C2sState.Negotiating(talk(false)), sasl("auth", plain("alice", "secret")));

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void forgetsTheClearStreamOnceTlsIsOn() {
        C2sStep proceed = machine.step(
                new C2sState.Negotiating(talk(false)), new C2sEvent.Element(XmlElement.of("starttls", Ns.TLS)));
        assertThat(proceed.actions())
                .containsExactly(new C2sAction.Send(XmlElement.of("proceed", Ns.TLS)), new C2sAction.Secure());

        C2sStep secured = machine.step(proceed.state(), new C2sEvent.Secured(Layer.NONE));
        assertThat(secured.state()).isEqualTo(new C2sState.Fresh(new Link(true, Layer.NONE)));
        assertThat(secured.actions()).startsWith(new C2sAction.Restart(false));
    }

    /** The same word whoever has done the handshake; what follows from it depends on the host. */
    @Test
    void remembersTheCertificateOfASecuredClient() {
        Layer layer = new Layer(
                ChannelBinding.NONE, Optional.of(new Certified(List.of(ALICE), Optional.empty(), Optional.empty())));

        C2sStep secured = machine.step(new C2sState.Securing(), new C2sEvent.Secured(layer));

        assertThat(secured.state()).isEqualTo(new C2sState.Fresh(new Link(true, layer)));
        assertThat(mechanisms(machine.step(secured.state(), header()))).containsExactly("PLAIN");
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

        C2sStep done = judged(certifying().step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
        assertThat(done.state()).isEqualTo(new C2sState.Authenticated(ALICE));
        assertThat(sent(done)).contains(XmlElement.of("success", Ns.SASL));
    }

    private static C2sMachine certifying() {
        return new C2sMachine(policy(
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

    @ParameterizedTest
    @EnumSource(names = {"NONE", "OFFERED"})
    void refusesStarttlsWhereItIsNotOffered(StartTls startTls) {
        C2sStep step = new C2sMachine(policy(startTls))
                .step(
                        new C2sState.Negotiating(talk(startTls == StartTls.OFFERED)),
                        new C2sEvent.Element(XmlElement.of("starttls", Ns.TLS)));

        assertThat(sent(step)).contains(XmlElement.of("failure", Ns.TLS));
        assertThat(step.actions()).endsWith(new C2sAction.Close(Optional.empty()));
    }

    @Test
    void letsAClientInWithTheRightPassword() {
        C2sStep asked = machine.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")));
        assertThat(asked.state()).isInstanceOf(C2sState.Verifying.class);
        assertThat(asked.actions()).singleElement().isInstanceOf(C2sAction.Look.class);

        C2sStep done = judged(machine.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
        assertThat(done.state()).isEqualTo(new C2sState.Authenticated(ALICE));
        assertThat(sent(done)).contains(XmlElement.of("success", Ns.SASL));
        assertThat(done.actions()).contains(new C2sAction.Restart(true));
    }

    @ParameterizedTest
    @CsvSource({
        "auth, '', malformed-request, 1",
        "auth, 'AGFsaWNlAA=', incorrect-encoding, 0",
        "auth, 'AGFs aWNl', incorrect-encoding, 0",
        "auth, 'YWxpY2U=', malformed-request, 0",
        "response, '', malformed-request, 0",
        "abort, '', aborted, 0",
    })
    void namesWhatIsWrongWithAnAttempt(String name, String text, String failure, int challenges) {
        C2sStep step = machine.step(new C2sState.Negotiating(talk(true)), sasl(name, text));
        for (int i = 0; i < challenges; i++) {
            assertThat(step.state()).isInstanceOf(C2sState.Challenged.class);
            step = machine.step(step.state(), sasl("response", text));
        }

        assertThat(sent(step).orElseThrow().element(failure, Ns.SASL)).isPresent();
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void refusesAMechanismThatIsNotOffered() {
        C2sStep step = machine.step(
                new C2sState.Negotiating(talk(true)),
                new C2sEvent.Element(XmlElement.builder("auth", Ns.SASL)
                        .attribute("mechanism", "SCRAM-SHA-1")
                        .build()));

        assertThat(sent(step).orElseThrow().element("invalid-mechanism", Ns.SASL))
                .isPresent();
    }

    @Test
    void losesPatienceAfterTheLastAttempt() {
        C2sState state = new C2sState.Negotiating(talk(true));
        C2sStep step = C2sStep.stay(state);
        for (int attempt = 1; attempt <= C2sLogin.FAILURES; attempt++) {
            assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
            step = machine.step(step.state(), sasl("auth", plain("alice", "wrong")));
            step = judged(machine.step(step.state(), new C2sEvent.Looked(new Answer.Refused())));
            assertThat(sent(step).orElseThrow().element("not-authorized", Ns.SASL))
                    .isPresent();
        }

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void neverReportsBackEndTroubleAsAWrongPassword() {
        C2sStep asked = machine.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")));

        C2sStep step = machine.step(asked.state(), new C2sEvent.Looked(new Answer.Unavailable()));

        assertThat(sent(step).orElseThrow().element("temporary-auth-failure", Ns.SASL))
                .isPresent();
    }

    @Test
    void holdsAClientToTheNameItGave() {
        Talk claimed = new Talk(
                Link.CLEAR,
                "door.test",
                Optional.of(Jid.of("bob@door.test")),
                "",
                talk(false).offer(),
                Optional.empty(),
                0);
        C2sStep asked = machine.step(new C2sState.Negotiating(claimed), sasl("auth", plain("alice", "secret")));

        C2sStep step = judged(machine.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));

        assertThat(condition(step)).contains(Condition.INVALID_FROM);
        assertThat(sent(step)).isEmpty();
    }

    @Test
    void servesTheSameHostAfterAuthentication() {
        C2sState authenticated = new C2sState.Authenticated(ALICE);

        C2sStep same = machine.step(authenticated, header());
        assertThat(same.state()).isEqualTo(new C2sState.Binding(ALICE, "", 0));
        assertThat(sent(same).orElseThrow().element("bind", Ns.BIND)).isPresent();

        C2sStep other = machine.step(authenticated, header(Ns.STREAMS, Ns.CLIENT, "1.0", "other.test"));
        assertThat(condition(other)).contains(Condition.HOST_UNKNOWN);
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
        C2sStep step = machine.step(
                new C2sState.Authenticated(ALICE),
                new C2sEvent.Header(new StreamHeader("stream", Ns.STREAMS, Ns.CLIENT, tag)));
        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, taken, 0));

        C2sStep refused = machine.step(step.state(), bind("\u200e"));
        assertThat(refused.state()).isEqualTo(new C2sState.Binding(ALICE, taken, 1));

        C2sStep opening = machine.step(refused.state(), bind("desk"));
        assertThat(opening.actions()).containsExactly(new C2sAction.OpenSession(ALICE, "desk", taken));
    }

    @Test
    void bindsAndOpens() {
        C2sStep asked = machine.step(new C2sState.Binding(ALICE, "", 0), bind("desk"));
        assertThat(asked.actions()).containsExactly(new C2sAction.OpenSession(ALICE, "desk", ""));

        C2sStep opened = machine.step(asked.state(), new C2sEvent.Opened(FULL));
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
    void refusesAResourceThatCannotBeUntilPatienceEnds() {
        C2sStep step = C2sStep.stay(new C2sState.Binding(ALICE, "", 0));
        for (int i = 0; i <= C2sBinding.REFUSALS; i++) {
            assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "", i));
            step = machine.step(step.state(), bind("\u200e"));
            assertThat(sent(step).orElseThrow().attribute("type")).contains("error");
        }

        assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void saysWhyASessionMayNotOpen() {
        C2sState opening = new C2sState.Opening(new C2sState.Binding(ALICE, "", 0), "b1");

        C2sStep step = machine.step(opening, new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "", 1));
        assertThat(sent(step).orElseThrow().element("error", Ns.CLIENT)).isPresent();
    }

    private Stream<C2sState> states() {
        return Stream.of(
                new C2sState.Fresh(Link.CLEAR),
                new C2sState.Negotiating(talk(false)),
                new C2sState.Securing(),
                new C2sState.Challenged(
                        talk(false), talk(false).offer().start("PLAIN").orElseThrow(), new Profile.Sasl1()),
                new C2sState.Verifying(
                        talk(false), talk(false).offer().start("PLAIN").orElseThrow(), new Profile.Sasl1()),
                new C2sState.Registering(talk(false)),
                new C2sState.Authenticated(ALICE),
                new C2sState.Binding(ALICE, "", 0),
                new C2sState.Opening(new C2sState.Binding(ALICE, "", 0), "b1"),
                new C2sState.Established(FULL));
    }

    /** What each state makes of each stanza, foreign element and second header: rows are states, by simple name. */
    static Stream<Arguments> unexpected() {
        return Stream.of(
                Arguments.of("Fresh", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Negotiating", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Negotiating", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Negotiating", "auth in a foreign namespace", Condition.INVALID_NAMESPACE),
                Arguments.of("Negotiating", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Challenged", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Challenged", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Challenged", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Verifying", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Verifying", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Registering", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Authenticated", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Binding", "message", Condition.NOT_AUTHORIZED),
                Arguments.of("Binding", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Binding", "header", Condition.POLICY_VIOLATION),
                Arguments.of("Opening", "message", Condition.POLICY_VIOLATION),
                Arguments.of("Established", "foreign", Condition.UNSUPPORTED_STANZA_TYPE),
                Arguments.of("Established", "header", Condition.POLICY_VIOLATION));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void endsTheStreamAtWhatHasNoPlaceInIt(String state, String what, Condition wanted) {
        C2sEvent event = switch (what) {
            case "message" -> new C2sEvent.Element(XmlElement.of("message", Ns.CLIENT));
            case "foreign" -> new C2sEvent.Element(XmlElement.of("shout", "urn:nonsense"));
            case "auth in a foreign namespace" -> new C2sEvent.Element(XmlElement.of("auth", "urn:nonsense"));
            default -> header();
        };

        C2sStep step = machine.step(named(state), event);

        assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
        assertThat(condition(step)).contains(wanted);
    }

    private C2sState named(String name) {
        return states().filter(state -> state.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endsInEveryStateWithTheReason() {
        states().forEach(state -> {
            for (C2sEvent event : List.of(
                    new C2sEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED)),
                    new C2sEvent.Late(),
                    new C2sEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN)))) {
                C2sStep step = machine.step(state, event);
                assertThat(step.state()).isInstanceOf(C2sState.Ended.class);
                if (state instanceof C2sState.Securing) {
                    assertThat(step.actions()).containsExactly(new C2sAction.Drop());
                } else {
                    assertThat(condition(step)).as("%s in %s", event, state).isPresent();
                }
            }
        });
    }

    @Test
    void closesInEveryStateWithThePeer() {
        states().forEach(state -> {
            assertThat(machine.step(state, new C2sEvent.End()).actions())
                    .containsExactly(new C2sAction.Close(Optional.empty()));
            assertThat(machine.step(state, new C2sEvent.Lost())).isEqualTo(C2sStep.to(new C2sState.Ended()));
        });
    }

    @Test
    void takesNoAnswerItHasNotAskedFor() {
        List<C2sEvent> answers = List.of(
                new C2sEvent.Looked(new Answer.Accepted()),
                new C2sEvent.Registered(XmlElement.of("iq", Ns.CLIENT)),
                new C2sEvent.Opened(FULL),
                new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));
        states().filter(state -> !(state instanceof C2sState.Verifying
                        || state instanceof C2sState.Registering
                        || state instanceof C2sState.Opening))
                .forEach(state -> answers.forEach(
                        answer -> assertThat(machine.step(state, answer)).isEqualTo(C2sStep.stay(state))));
    }

    @Test
    void hasNothingMoreToSayOnceItHasEnded() {
        C2sState ended = new C2sState.Ended();
        for (C2sEvent event : List.of(
                header(),
                new C2sEvent.Element(XmlElement.of("message", Ns.CLIENT)),
                new C2sEvent.End(),
                new C2sEvent.Late(),
                new C2sEvent.Lost(),
                new C2sEvent.Secured(Layer.NONE),
                new C2sEvent.Opened(FULL))) {
            assertThat(machine.step(ended, event)).isEqualTo(C2sStep.stay(ended));
        }
    }

    @Test
    void asksHowLongTheAnswerHasToWaitAndSaysNothingUntilThen() {
        C2sStep asked = machine.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "wrong")));

        C2sStep refused = machine.step(asked.state(), new C2sEvent.Looked(new Answer.Refused()));
        assertThat(refused.actions()).containsExactly(new C2sAction.Judge(Optional.of(ALICE), false));
        C2sStep accepted = machine.step(asked(), new C2sEvent.Looked(new Answer.Accepted()));
        assertThat(accepted.actions()).containsExactly(new C2sAction.Judge(Optional.of(ALICE), true));
        assertThat(condition(machine.step(refused.state(), new C2sEvent.Late())))
                .contains(Condition.CONNECTION_TIMEOUT);
    }

    private C2sState asked() {
        return machine.step(new C2sState.Negotiating(talk(true)), sasl("auth", plain("alice", "secret")))
                .state();
    }

    @ParameterizedTest
    @CsvSource({"auth, !!!", "auth, AGFsaWNl", "response, AGE="})
    void doesNotCountMistakesOfFormAsGuesses(String name, String text) {
        C2sStep step = machine.step(new C2sState.Negotiating(talk(true)), sasl(name, text));

        assertThat(step.actions()).noneMatch(C2sAction.Judge.class::isInstance);
    }

    /** XEP-0352. */
    @Test
    void takesInWhetherTheClientIsActive() {
        C2sState open = new C2sState.Established(FULL);

        assertThat(machine.step(open, new C2sEvent.Element(XmlElement.of("inactive", Ns.CSI))))
                .isEqualTo(C2sStep.to(open, new C2sAction.Attend(false)));
        assertThat(machine.step(open, new C2sEvent.Element(XmlElement.of("active", Ns.CSI))))
                .isEqualTo(C2sStep.to(open, new C2sAction.Attend(true)));
    }

    @Test
    void endsTheStreamOfAClientThatGivesNoSignOfLife() {
        C2sStep step = machine.step(new C2sState.Established(FULL), new C2sEvent.Silent());

        assertThat(condition(step)).contains(Condition.CONNECTION_TIMEOUT);
        assertThat(Cause.of(new C2sEvent.Silent(), step)).isEqualTo(Cause.CONNECTION_TIMEOUT);
    }
}
