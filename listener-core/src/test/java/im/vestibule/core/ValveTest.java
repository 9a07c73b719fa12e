package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Valve.Reason;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ValveTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Valve valve = Valve.of(channel);

    @Test
    void staysShutAsLongAsThereIsAReason() {
        valve.shut(Reason.STREAM);
        valve.shut(Reason.SHAPER);
        valve.open(Reason.STREAM);
        assertThat(channel.config().isAutoRead()).isFalse();

        valve.open(Reason.SHAPER);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void needsToBeOpenedOnceHoweverOftenItWasShut() {
        valve.shut(Reason.STREAM);
        valve.shut(Reason.STREAM);
        valve.open(Reason.STREAM);

        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void isTheSameForEverybody() {
        assertThat(Valve.of(channel)).isSameAs(valve);
    }
}
