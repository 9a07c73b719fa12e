package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.config.S2sListenSpec;
import im.vestibule.model.FrameLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {
    private static FrameLimits lasting(String lines) {
        S2sListenSpec spec = Config.read("""
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.internal]
            [[listen.s2s]]
              port = 5269
            """ + lines, Path.of("."), "limits")
                .config()
                .orElseThrow()
                .listen()
                .s2s()
                .getFirst();
        return StreamLimits.lasting(spec.limits(), spec.maxStanzaSize());
    }

    @Test
    void isBoundedWhereTheFileSaysNothing() {
        assertThat(lasting("").bytes()).isEqualTo(64L * 1024 * 1024);
        assertThat(lasting("").depth()).isEqualTo(128);
    }

    @Test
    void isWhatTheFileSays() {
        assertThat(lasting("max_stanza_size = 100_000_000").bytes()).isEqualTo(100_000_000);
        assertThat(lasting("limits.depth = 7").depth()).isEqualTo(7);
        assertThat(lasting("limits.depth = 1_000").depth()).isEqualTo(128);
    }
}
