package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTest {
    /** S03. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "juliet",
                "\0",
                "\0juliet",
                "juliet\0secret",
                "\0\0",
                "\0\0secret",
                "\0juliet\0",
                "\0juliet\0secret\0",
                "\0juliet\0sec\0ret",
                "\0\0juliet\0secret"
            })
    void refusesMessagesOfAnotherShape(String message) {
        House house = new House();
        Exchange exchange = house.offer(ChannelBinding.NONE).start("PLAIN").orElseThrow();

        assertThat(house.say(exchange, message)).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }
}
