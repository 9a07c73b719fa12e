package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTest {
    private static final C2sStep SILENT = C2sStep.to(new C2sState.Ended());

    @ParameterizedTest
    @EnumSource(Condition.class)
    void isTheConditionThatWasSent(Condition condition) {
        assertThat(Cause.of(new C2sEvent.Late(), C2sStep.fail(condition)).label())
                .isEqualTo(condition.element());
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void isTheConditionThatThereWasNoWayToSend(Condition condition) {
        C2sStep drop = C2sStep.to(new C2sState.Ended(), new C2sAction.Drop());
        assertThat(Cause.of(new C2sEvent.Ending(StreamError.of(condition)), drop)
                        .label())
                .isEqualTo(condition.element());
    }

    @Test
    void isWhatEndedAHandshakeInWhichNothingCanBeSaid() {
        StreamError shutdown = StreamError.of(Condition.SYSTEM_SHUTDOWN);
        S2sStep<InboundState, InboundAction> inbound =
                S2sStep.to(new InboundState.Ended(), new InboundAction.Close(Optional.empty()));
        assertThat(Cause.of(new InboundEvent.Late("id"), inbound)).isEqualTo(Cause.CONNECTION_TIMEOUT);
        assertThat(Cause.of(new InboundEvent.Ending(shutdown, "id"), inbound)).isEqualTo(Cause.SYSTEM_SHUTDOWN);
        S2sStep<OutboundState, OutboundAction> outbound =
                S2sStep.to(new OutboundState.Ended(), new OutboundAction.Close(Optional.empty()));
        assertThat(Cause.of(new OutboundEvent.Late(), outbound)).isEqualTo(Cause.CONNECTION_TIMEOUT);
        assertThat(Cause.of(new OutboundEvent.Ending(shutdown), outbound)).isEqualTo(Cause.SYSTEM_SHUTDOWN);
    }

    @Test
    void tellsAPeerThatDoesNotReadFromOtherViolations() {
        assertThat(Cause.of(new C2sEvent.Ending(ChannelOutlet.OVERFLOW), C2sStep.fail(ChannelOutlet.OVERFLOW)))
                .isEqualTo(Cause.OVERFLOW);
    }

    @Test
    void tellsWhyAConnectionWasLost() {
        assertThat(Cause.of(new C2sEvent.Lost(), SILENT)).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(Cause.of(new C2sEvent.Lost(Cause.SEND_TIMEOUT), SILENT)).isEqualTo(Cause.SEND_TIMEOUT);
    }

    @Test
    void tellsACloseOfThePeerFromOneOfOurs() {
        C2sStep close = C2sStep.to(new C2sState.Ended(), new C2sAction.Close(Optional.empty()));
        C2sEvent startTls = new C2sEvent.Element(XmlElement.of("starttls", Ns.TLS));
        assertThat(Cause.of(new C2sEvent.End(), close)).isEqualTo(Cause.PEER_CLOSED);
        assertThat(Cause.of(startTls, close)).isEqualTo(Cause.STARTTLS_REFUSED);
    }
}
