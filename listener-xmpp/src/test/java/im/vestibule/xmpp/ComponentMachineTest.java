package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.component.Joining;
import im.vestibule.xmpp.ComponentState.Claim;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentMachineTest {
    private static final Claim ECHO = new Claim("echo.door.test", false);
    /** SHA-1 of {@code 3BF96D32test}, the example of XEP-0114 §3. */
    private static final String EXAMPLE = "aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e";

    private final ComponentMachine machine = new ComponentMachine("door.test", new Secret("test"));

    private static ComponentEvent.Header header(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new ComponentEvent.Header(
                new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()), "3BF96D32");
    }

    private static ComponentEvent.Element handshake(String text) {
        return new ComponentEvent.Element(XmlElement.of("handshake", Ns.COMPONENT, text));
    }

    private static ComponentState greeted() {
        return new ComponentState.Greeted(ECHO, "3BF96D32");
    }

    private static Optional<Condition> condition(ComponentStep step) {
        return step.actions().stream()
                .filter(ComponentAction.Close.class::isInstance)
                .map(ComponentAction.Close.class::cast)
                .flatMap(close -> close.error().stream())
                .map(StreamError::condition)
                .findFirst();
    }

    static Stream<ComponentState> states() {
        return Stream.of(
                new ComponentState.Fresh(),
                greeted(),
                new ComponentState.Answering(ComponentStep.fail(Condition.NOT_AUTHORIZED)),
                new ComponentState.Joining(ECHO),
                new ComponentState.Established(ECHO),
                new ComponentState.Ended());
    }

    static Stream<ComponentEvent> events() {
        return Stream.of(
                header(Ns.COMPONENT, "to", "echo.door.test"),
                header(Ns.CLIENT),
                handshake(EXAMPLE),
                handshake(""),
                new ComponentEvent.Element(XmlElement.of("message", Ns.COMPONENT)),
                new ComponentEvent.Element(XmlElement.of("starttls", Ns.TLS)),
                new ComponentEvent.End(),
                new ComponentEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED), "1"),
                new ComponentEvent.Late("1"),
                new ComponentEvent.Due(),
                new ComponentEvent.Joined(Joining.JOINED),
                new ComponentEvent.Joined(Joining.TAKEN),
                new ComponentEvent.Ending(StreamError.of(Condition.SYSTEM_SHUTDOWN), "1"),
                new ComponentEvent.Lost(Cause.CONNECTION_LOST));
    }

    static Stream<Arguments> pairs() {
        return states().flatMap(state -> events().map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void hasAnAnswerToEverythingAndALastWordOnce(ComponentState state, ComponentEvent event) {
        ComponentStep step = machine.step(state, event);

        if (state instanceof ComponentState.Ended) {
            assertThat(step).isEqualTo(ComponentStep.stay(state));
        } else if (step.actions().stream().anyMatch(ComponentAction.Close.class::isInstance)) {
            assertThat(step.state()).isInstanceOf(ComponentState.Ended.class);
            assertThat(step.actions().getLast()).isInstanceOf(ComponentAction.Close.class);
        }
    }

    @Test
    void greetsAComponentByTheNameItAsksFor() {
        ComponentStep step = machine.step(new ComponentState.Fresh(), header(Ns.COMPONENT, "to", "Echo.Door.Test"));

        assertThat(step)
                .isEqualTo(ComponentStep.to(
                        greeted(),
                        new ComponentAction.Open("echo.door.test", "3BF96D32"),
                        new ComponentAction.Progress()));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "1, false", "'', false"})
    void seesThatANameIsMeantForEveryHost(String value, boolean everywhere) {
        ComponentStep step =
                machine.step(new ComponentState.Fresh(), header(Ns.COMPONENT, "to", "echo", "is_subdomain", value));

        assertThat(step.state()).isEqualTo(new ComponentState.Greeted(new Claim("echo", everywhere), "3BF96D32"));
    }

    @ParameterizedTest
    @CsvSource({"''", "bob@echo.door.test", "echo.door.test/there", "a b"})
    void knowsNoHostThatIsNoDomain(String to) {
        ComponentStep step = machine.step(new ComponentState.Fresh(), header(Ns.COMPONENT, "to", to));

        assertThat(condition(step)).contains(Condition.HOST_UNKNOWN);
        assertThat(step.actions().getFirst()).isEqualTo(new ComponentAction.Open("door.test", "3BF96D32"));
        assertThat(condition(machine.step(new ComponentState.Fresh(), header(Ns.COMPONENT))))
                .contains(Condition.HOST_UNKNOWN);
    }

    @Test
    void speaksNoOtherNamespace() {
        assertThat(condition(machine.step(new ComponentState.Fresh(), header(Ns.CLIENT, "to", "echo.door.test"))))
                .contains(Condition.INVALID_NAMESPACE);
        assertThat(condition(machine.step(greeted(), header(Ns.COMPONENT, "to", "echo.door.test"))))
                .contains(Condition.POLICY_VIOLATION);
    }

    @Test
    void takesTheExampleOfTheStandardForProof() {
        ComponentStep judged = machine.step(greeted(), handshake(EXAMPLE));
        assertThat(judged.actions()).containsExactly(new ComponentAction.Judge(Jid.of("echo.door.test"), true));

        ComponentStep joining = machine.step(judged.state(), new ComponentEvent.Due());
        assertThat(joining.actions()).containsExactly(new ComponentAction.Join(ECHO));

        assertThat(machine.step(joining.state(), new ComponentEvent.Joined(Joining.JOINED)))
                .isEqualTo(ComponentStep.to(
                        new ComponentState.Established(ECHO),
                        new ComponentAction.Send(XmlElement.of("handshake", Ns.COMPONENT)),
                        new ComponentAction.Settled()));
        assertThat(condition(machine.step(joining.state(), new ComponentEvent.Joined(Joining.TAKEN))))
                .contains(Condition.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "AAEE83C26AEEAFCBABEABFCBCD50DF997E0A2A1E",
        "' aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e'",
        "aaee83c26aeeafcbabeabfcbcd50df997e0a2a1",
        "test"
    })
    void takesNothingElseForProof(String text) {
        ComponentStep judged = machine.step(greeted(), handshake(text));
        assertThat(judged.actions()).containsExactly(new ComponentAction.Judge(Jid.of("echo.door.test"), false));

        assertThat(condition(machine.step(judged.state(), new ComponentEvent.Due())))
                .contains(Condition.NOT_AUTHORIZED);
    }

    @Test
    void takesNoStanzaBeforeTheHandshake() {
        for (String name : List.of("message", "presence", "iq")) {
            assertThat(condition(
                            machine.step(greeted(), new ComponentEvent.Element(XmlElement.of(name, Ns.COMPONENT)))))
                    .contains(Condition.NOT_AUTHORIZED);
        }
        assertThat(condition(
                        machine.step(greeted(), new ComponentEvent.Element(XmlElement.of("handshake", Ns.CLIENT)))))
                .contains(Condition.UNSUPPORTED_STANZA_TYPE);
        assertThat(condition(machine.step(new ComponentState.Established(ECHO), handshake(EXAMPLE))))
                .contains(Condition.UNSUPPORTED_STANZA_TYPE);
    }

    @Test
    void introducesItselfBeforeItComplains() {
        ComponentStep step = machine.step(
                new ComponentState.Fresh(),
                new ComponentEvent.Malformed(StreamError.of(Condition.NOT_WELL_FORMED), "7"));

        assertThat(step.actions().getFirst()).isEqualTo(new ComponentAction.Open("door.test", "7"));
        assertThat(condition(step)).contains(Condition.NOT_WELL_FORMED);
    }
}
