package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.CsiSpec;
import im.vestibule.config.FastAuthTokenSpec.Period;
import im.vestibule.config.FastAuthTokenSpec.Unit;
import im.vestibule.config.FastAuthTokenSpec.ValidityPeriod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.fast.FastTokens;
import im.vestibule.services.fast.Redemption;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.host.Inline;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.FastOffer;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Granting;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sasl2Test {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid FULL = Jid.of("alice@door.test/desk/1");
    private static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    private static final UUID ID = UUID.fromString(AGENT);
    private static final Upgrade UPGRADE = new Upgrade(Hash.SHA256, Octets.of("salt"), 4_096);
    private static final FastToken TOKEN =
            new FastToken(new Secret("t0k3n"), FastMechanism.NONE, Instant.parse("2026-11-25T12:00:00Z"));
    private static final FastTokens TOKENS = new FastTokens(
            new NoFastTokens(), Instant::now, new ValidityPeriod(new Period(1, Unit.DAYS), new Period(1, Unit.HOURS)));

    private final C2sPolicy policy = policy();
    private final C2sMachine machine = new C2sMachine(policy);

    private static C2sPolicy policy() {
        Host host = new Host(
                "door.test",
                new Rules(Map.of(), Map.of(), List.of("door.test")),
                List.of(new Mechanism.Plain()),
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.of(new Inline(true, Optional.of(TOKENS))),
                Optional.empty(),
                new Care(true, Optional.of(new CsiSpec(new Limit(20))), Optional.empty()),
                Optional.empty());
        FrameLimits limits = new FrameLimits(8192, 32, 32, 64);
        return new C2sPolicy(
                "door.test",
                "en",
                new Hosts(List.of(host)),
                C2sMachineTest.ACCOUNTS,
                StartTls.OFFERED,
                EnumSet.allOf(AuthMethod.class),
                true,
                true,
                limits,
                limits);
    }

    private Talk talk(boolean secure, Optional<Jid> claimed) {
        InlineOffer inline = new InlineOffer(
                true,
                false,
                List.of(Ns.CARBONS, Ns.CSI),
                Optional.of(new FastOffer(TOKENS, "door.test", ChannelBinding.NONE)),
                EnumSet.of(Hash.SHA256, Hash.SHA512));
        return new Talk(
                secure ? new Link(true, Layer.NONE) : Link.CLEAR,
                "door.test",
                claimed,
                "fr",
                policy.offer("door.test", Layer.NONE),
                Optional.of(inline),
                0);
    }

    private C2sState negotiating() {
        return new C2sState.Negotiating(talk(true, Optional.empty()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static C2sEvent.Element element(String xml) {
        return new C2sEvent.Element(XmlElement.parse(xml).orElseThrow());
    }

    /** By PLAIN with the right password, and this along with it. */
    private static C2sEvent.Element authenticate(String inside) {
        return element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
                + base64("\0alice\0secret") + "</initial-response>" + inside + "</authenticate>");
    }

    private static String agent(String id) {
        return "<user-agent id='" + id + "'><software>Chat</software></user-agent>";
    }

    /** The step that the client gets to hear of once its password is found right. */
    private C2sStep accepted(C2sState state, String inside) {
        C2sStep asked = machine.step(state, authenticate(inside));
        assertThat(asked.actions()).singleElement().isInstanceOf(C2sAction.Look.class);
        return due(machine.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
    }

    private C2sStep accepted(String inside) {
        return accepted(negotiating(), inside);
    }

    private C2sStep due(C2sStep step) {
        assertThat(step.actions()).singleElement().isInstanceOf(C2sAction.Judge.class);
        return machine.step(step.state(), new C2sEvent.Due());
    }

    private static List<String> sent(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Send.class::isInstance)
                .map(action -> ((C2sAction.Send) action).element().toString())
                .toList();
    }

    private static Optional<Condition> condition(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Close.class::isInstance)
                .flatMap(action -> ((C2sAction.Close) action).error().stream())
                .map(StreamError::condition)
                .findFirst();
    }

    private static String failure(String condition) {
        return "<failure xmlns='urn:xmpp:sasl:2'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>";
    }

    private static C2sEvent.Header header() {
        XmlElement tag = XmlElement.builder("stream", Ns.STREAMS)
                .attribute("version", "1.0")
                .attribute("to", "door.test")
                .build();
        return new C2sEvent.Header(new StreamHeader("stream", Ns.STREAMS, Ns.CLIENT, tag));
    }

    @Test
    void isOfferedOnSecureConnectionsOnly() {
        C2sStep clear = machine.step(new C2sState.Fresh(Link.CLEAR), header());
        C2sStep secure = machine.step(new C2sState.Fresh(new Link(true, Layer.NONE)), header());

        assertThat(sent(clear)).singleElement().asString().doesNotContain(Ns.SASL2);
        assertThat(sent(secure))
                .singleElement()
                .asString()
                .contains("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"
                        + "<inline><bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/>"
                        + "<feature var='urn:xmpp:csi:0'/></inline></bind>"
                        + "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast></inline>"
                        + "</authentication>")
                .contains("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>");
    }

    @Test
    void needsAnEncryptedConnection() {
        C2sStep step = machine.step(new C2sState.Negotiating(talk(false, Optional.empty())), authenticate(""));

        assertThat(sent(step)).containsExactly(failure("encryption-required"));
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void isNotThereWithoutItsModule() {
        Talk talk = new Talk(
                new Link(true, Layer.NONE),
                "door.test",
                Optional.empty(),
                "",
                policy.offer("door.test", Layer.NONE),
                Optional.empty(),
                0);

        C2sStep step = machine.step(new C2sState.Negotiating(talk), authenticate(""));

        assertThat(condition(step)).contains(Condition.UNSUPPORTED_STANZA_TYPE);
    }

    @Test
    void goesOnWithoutANewStream() {
        C2sStep step = accepted("");

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "fr", 0));
        assertThat(step.actions()).contains(new C2sAction.Admit()).noneMatch(C2sAction.Restart.class::isInstance);
        assertThat(sent(step)).hasSize(2);
        assertThat(sent(step).getFirst())
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@door.test"
                        + "</authorization-identifier></success>");
        assertThat(sent(step).getLast())
                .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

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

        C2sStep step = machine.step(asked.state(), new C2sEvent.Opened(FULL));

        assertThat(step.state()).isEqualTo(new C2sState.Established(FULL));
        assertThat(step.actions()).contains(new C2sAction.Admit(), new C2sAction.Settled());
        assertThat(sent(step).getFirst())
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@door.test/desk/1"
                        + "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>");
        assertThat(sent(step).getLast())
                .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>")
                .doesNotContain("<bind");
    }

    @Test
    void letsAClientInWhoseSessionMayNotOpen() {
        C2sStep asked = accepted("<bind xmlns='urn:xmpp:bind:0'/>");

        C2sStep step =
                machine.step(asked.state(), new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));

        assertThat(step.state()).isEqualTo(new C2sState.Binding(ALICE, "fr", 1));
        assertThat(sent(step).getFirst()).contains(">alice@door.test<").doesNotContain("bound");
        assertThat(sent(step).getLast()).contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    @Test
    void bindsNothingWithTheWrongPassword() {
        C2sStep asked = machine.step(negotiating(), authenticate("<bind xmlns='urn:xmpp:bind:0'/>"));

        C2sStep step = due(machine.step(asked.state(), new C2sEvent.Looked(new Answer.Refused())));

        assertThat(sent(step)).containsExactly(failure("not-authorized"));
        assertThat(step.actions()).noneMatch(C2sAction.BindSession.class::isInstance);
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @Test
    void holdsAClientToTheNameItGave() {
        C2sStep step = accepted(
                new C2sState.Negotiating(talk(true, Optional.of(Jid.of("bob@door.test")))),
                "<bind xmlns='urn:xmpp:bind:0'/>");

        assertThat(sent(step)).containsExactly(failure("invalid-authzid"));
        assertThat(step.state()).isInstanceOf(C2sState.Negotiating.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "phone",
                "d4565fa7-4d72-1749-b3d3-740edbf87770",
                "d4565fa7-4d72-4749-c3d3-740edbf87770",
                "d4565fa74d724749b3d3740edbf87770"
            })
    void refusesAnInstallationThatIsNoUuid(String id) {
        C2sStep step = machine.step(negotiating(), authenticate(agent(id)));

        assertThat(sent(step)).containsExactly(failure("malformed-request"));
    }

    @Test
    void givesATokenToAnInstallationThatAsksForOne() {
        String request = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";
        C2sStep asked = accepted(request + agent(AGENT));
        assertThat(asked.actions()).containsExactly(new C2sAction.Issue(ALICE, ID, Optional.of(FastMechanism.NONE)));

        assertThat(sent(machine.step(asked.state(), new C2sEvent.Issued(Optional.of(TOKEN))))
                        .getFirst())
                .contains("<token xmlns='urn:xmpp:fast:0' token='t0k3n' expiry='2026-11-25T12:00:00Z'/>");
        assertThat(sent(machine.step(asked.state(), new C2sEvent.Issued(Optional.empty())))
                        .getFirst())
                .contains("<success")
                .doesNotContain("<token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>",
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>",
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-UNIQ'/>",
                "<request-token xmlns='urn:xmpp:fast:0'/>",
                "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
            })
    void ignoresWishesThatItDoesNotOffer(String wish) {
        // The first is offered, but not to nobody in particular; the last is, but not to those who come by PLAIN.
        String agent = wish.contains("NONE") ? "" : agent(AGENT);

        assertThat(accepted(wish + agent).state()).isInstanceOf(C2sState.Binding.class);
    }

    private static C2sEvent.Element fast(String agent, String fast, String response) {
        return element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'><initial-response>"
                + base64(response) + "</initial-response>" + agent + fast + "</authenticate>");
    }

    private static final String RESPONSE = "alice\0" + "h".repeat(32);

    @Test
    void letsAClientInByItsToken() {
        C2sStep asked =
                machine.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0' count='7'/>", RESPONSE));
        assertThat(asked.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        C2sAction.Look.class,
                        look -> assertThat(look.need()).isInstanceOfSatisfying(Step.Need.Redeem.class, redeem -> {
                            assertThat(redeem.claim().account()).isEqualTo(ALICE);
                            assertThat(redeem.claim().count()).isEqualTo(OptionalLong.of(7));
                            assertThat(redeem.claim().invalidate()).isFalse();
                        }));

        C2sStep step = due(machine.step(
                asked.state(), new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Accepted(Octets.of("proof"))))));
        assertThat(step.actions()).containsExactly(new C2sAction.Issue(ALICE, ID, Optional.empty()));
        assertThat(sent(machine.step(step.state(), new C2sEvent.Issued(Optional.empty())))
                        .getFirst())
                .startsWith(
                        "<success xmlns='urn:xmpp:sasl:2'><additional-data>" + base64("proof") + "</additional-data>");
    }

    @Test
    void givesNoNewTokenToAClientThatGivesItsOldOneUp() {
        C2sStep asked = machine.step(
                negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0' invalidate='true'/>", RESPONSE));

        C2sStep step = due(machine.step(
                asked.state(), new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Accepted(Octets.of("proof"))))));
        assertThat(step.state()).isInstanceOf(C2sState.Binding.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', invalid-mechanism",
        "'', <fast xmlns='urn:xmpp:fast:0'/>, malformed-request",
        "agent, '', invalid-mechanism",
        "agent, <fast xmlns='urn:xmpp:fast:0' count='-1'/>, malformed-request",
        "agent, <fast xmlns='urn:xmpp:fast:0' count='many'/>, malformed-request"
    })
    void namesWhatIsWrongWithATokensUse(String agent, String fast, String condition) {
        C2sStep step = machine.step(negotiating(), fast(agent.isEmpty() ? "" : agent(AGENT), fast, RESPONSE));

        assertThat(sent(step)).containsExactly(failure(condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "alice\0short"})
    void wantsANameAndAHashForAToken(String response) {
        C2sStep step = machine.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0'/>", response));

        assertThat(sent(step)).containsExactly(failure("malformed-request"));
    }

    @Test
    void saysThatATokenHasExpired() {
        C2sStep asked = machine.step(negotiating(), fast(agent(AGENT), "<fast xmlns='urn:xmpp:fast:0'/>", RESPONSE));

        C2sStep step = machine.step(asked.state(), new C2sEvent.Looked(new Answer.Redeemed(new Redemption.Expired())));
        assertThat(sent(step)).containsExactly(failure("credentials-expired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "HT-SHA-256-ENDP", "HT-SHA-256-UNIQ", "plain", ""})
    void refusesAMechanismThatIsNotOffered(String mechanism) {
        C2sStep step = machine.step(
                negotiating(),
                element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism
                        + "'><fast xmlns='urn:xmpp:fast:0'/>" + agent(AGENT) + "</authenticate>"));

        assertThat(sent(step)).containsExactly(failure("invalid-mechanism"));
    }

    private static final String WISH = "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
            + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-BLOOP</upgrade>";
    private static final C2sEvent.Element NEXT = element("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-256'/>");

    private static C2sEvent.Element hash(String content) {
        return element("<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>" + content
                + "</hash></task-data>");
    }

    /** As by SCRAM. */
    private C2sStep proven() {
        InlineOffer offer = talk(true, Optional.empty()).inline().orElseThrow();
        InlineRequest request = InlineRequest.of(authenticate(WISH).element(), offer, Optional.empty(), true, false);
        return new Sasl2(policy, request).success(talk(true, Optional.empty()), ALICE, Octets.NONE);
    }

    private C2sStep tasked() {
        C2sStep asked = proven();
        assertThat(asked.actions()).containsExactly(new C2sAction.Compare(ALICE, Set.of(Hash.SHA256)));
        return machine.step(asked.state(), new C2sEvent.Lacking(List.of(UPGRADE)));
    }

    @Test
    void hasAClientMakeTheKeysThatItsAccountLacks() {
        C2sStep tasked = tasked();
        assertThat(sent(tasked))
                .containsExactly("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>UPGR-SCRAM-SHA-256</task></tasks>"
                        + "</continue>");
        C2sStep salted = machine.step(tasked.state(), NEXT);
        assertThat(sent(salted))
                .containsExactly("<task-data xmlns='urn:xmpp:sasl:2'>"
                        + "<salt xmlns='urn:xmpp:scram-upgrade:0' iterations='4096'>" + base64("salt")
                        + "</salt></task-data>");
        C2sStep made = machine.step(salted.state(), hash(base64("s".repeat(32))));
        assertThat(made.actions()).containsExactly(new C2sAction.Upgrade(ALICE, UPGRADE, Octets.of("s".repeat(32))));

        assertThat(machine.step(made.state(), new C2sEvent.Upgraded(true)).state())
                .isInstanceOf(C2sState.Binding.class);
        assertThat(sent(machine.step(made.state(), new C2sEvent.Upgraded(false))))
                .containsExactly(failure("temporary-auth-failure"));
    }

    @Test
    void letsAClientInAtOnceWhoseAccountHasAllKeys() {
        assertThat(machine.step(proven().state(), new C2sEvent.Lacking(List.of()))
                        .state())
                .isInstanceOf(C2sState.Binding.class);
    }

    @ParameterizedTest
    @CsvSource({"'', malformed-request", "c2hvcnQ=, malformed-request", "c2hv cnQ=, incorrect-encoding"})
    void namesWhatIsWrongWithTheKeysOfATask(String content, String condition) {
        C2sStep salted = machine.step(tasked().state(), NEXT);

        assertThat(sent(machine.step(salted.state(), hash(content)))).containsExactly(failure(condition));
    }

    @Test
    void endsATaskThatIsAnotherOrIsGivenUp() {
        C2sStep other =
                machine.step(tasked().state(), element("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-512'/>"));
        assertThat(sent(other)).containsExactly(failure("invalid-mechanism"));
        C2sStep abort = machine.step(tasked().state(), element("<abort xmlns='urn:xmpp:sasl:2'/>"));
        assertThat(sent(abort)).containsExactly(failure("aborted"));
    }

    /** Every state of an authentication under way. */
    private Stream<C2sState> states() {
        Talk talk = talk(true, Optional.empty());
        Sasl2 profile = new Sasl2(
                policy,
                new InlineRequest(
                        Optional.of(ID),
                        Optional.of("tag"),
                        Optional.empty(),
                        List.of(),
                        Set.of(Hash.SHA256),
                        Optional.of(FastMechanism.NONE),
                        false));
        Grant grant = new Grant(talk, profile, ALICE, Octets.NONE, Optional.empty(), Optional.empty());
        return Stream.of(
                new C2sState.Challenged(talk, talk.offer().start("PLAIN").orElseThrow(), profile),
                new C2sState.Verifying(talk, talk.offer().start("PLAIN").orElseThrow(), profile),
                new Granting.Comparing(grant),
                new Granting.Tasked(grant, List.of(UPGRADE)),
                new Granting.Salted(grant, List.of(UPGRADE)),
                new Granting.Upgrading(grant, List.of(UPGRADE)),
                new Granting.Issuing(grant),
                new Granting.Opening(grant));
    }

    @Test
    void closesAtAnythingElseWhileAuthenticationIsUnderWay() {
        List<C2sEvent> strays = List.of(
                new C2sEvent.Stray(),
                header(),
                authenticate(""),
                element("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>"),
                element("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"),
                element("<message xmlns='jabber:client'/>"),
                element("<shout xmlns='urn:nonsense'/>"));
        states().forEach(state -> {
            assertThat(state.strict()).isTrue();
            strays.forEach(stray -> {
                C2sStep step = machine.step(state, stray);
                assertThat(step.state()).as("%s in %s", stray, state).isEqualTo(new C2sState.Ended());
                assertThat(condition(step)).contains(Condition.POLICY_VIOLATION);
            });
        });
    }

    @Test
    void takesAnyEventInAnyState() {
        List<C2sEvent> events = List.of(
                new C2sEvent.End(),
                new C2sEvent.Late(),
                new C2sEvent.Lost(),
                new C2sEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED)),
                new C2sEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN)),
                new C2sEvent.Secured(Layer.NONE),
                new C2sEvent.Due(),
                new C2sEvent.Opened(FULL),
                new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)),
                new C2sEvent.Lacking(List.of()),
                new C2sEvent.Lacking(List.of(UPGRADE)),
                new C2sEvent.Upgraded(true),
                new C2sEvent.Upgraded(false),
                new C2sEvent.Issued(Optional.empty()),
                new C2sEvent.Issued(Optional.of(TOKEN)),
                new C2sEvent.Registered(XmlElement.of("iq", Ns.CLIENT)));
        Stream.concat(states(), Stream.of(negotiating(), new C2sState.Established(FULL)))
                .forEach(state -> events.forEach(event -> assertThat(machine.step(state, event))
                        .as("%s in %s", event, state)
                        .isNotNull()));
    }
}
