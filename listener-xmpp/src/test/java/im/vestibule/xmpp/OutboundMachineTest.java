package im.vestibule.xmpp;

import static im.vestibule.xmpp.OutboundChat.PAIR;
import static im.vestibule.xmpp.OutboundChat.call;
import static im.vestibule.xmpp.OutboundChat.question;
import static im.vestibule.xmpp.OutboundChat.shared;
import static im.vestibule.xmpp.OutboundChat.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.xmpp.OutboundState.Known;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each state of a stream to another server makes of what can come at any time. */
class OutboundMachineTest {
    @Test
    void closesASilentStreamWithoutAComplaint() {
        assertThat(shared().on(new OutboundEvent.Idle()).said()).isEqualTo("closed");
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
                tag(Ns.SERVER),
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
