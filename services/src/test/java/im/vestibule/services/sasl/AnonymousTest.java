package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 4505. */
final class AnonymousTest {
    private final House house = new House();

    @BeforeEach
    void welcomeStrangers() {
        house.backend.strangers = true;
    }

    private Step login(String trace) {
        return house.say(house.offer(Layer.NONE).start("ANONYMOUS").orElseThrow(), trace);
    }

    @Test
    void makesEverybodyAnotherName() {
        assertThat(login("")).isInstanceOf(Step.Success.class).isNotEqualTo(login(""));
    }

    @Test
    void doesNotLookAtTheTrace() {
        assertThat(login("juliet@door.test")).isInstanceOfSatisfying(Step.Success.class, success -> {
            Jid account = success.account();
            assertThat(account.isBare()).isTrue();
            assertThat(account).isNotEqualTo(House.JULIET);
        });
    }

    /** Characters, not bytes, nor halves of them. */
    @Test
    void takesATraceOf255CharactersAndNotOfOneMore() {
        String clef = new StringBuilder().appendCodePoint(0x1d11e).toString();

        assertThat(login(clef.repeat(255))).isInstanceOf(Step.Success.class);
        assertThat(login(clef.repeat(256))).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
        assertThat(login("trace\n")).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }
}
