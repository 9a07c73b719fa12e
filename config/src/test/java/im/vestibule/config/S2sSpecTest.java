package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S2sSpecTest {
    private static final String DOOR = """
        [general]
          hosts = ["door.test"]
          default_server_domain = "door.test"
        [auth.internal]
        [[listen.s2s]]
          port = 5269
        [s2s]
        """;

    private static S2sSpec.Outgoing outgoing(String lines) {
        return Config.read(DOOR + lines, Path.of("."), "s2s")
                .config()
                .orElseThrow()
                .s2s()
                .outgoing();
    }

    private static boolean admits(String lines, String address) {
        return outgoing(lines).admits(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "169.254.169.254",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "ff02::1",
                "::ffff:0.0.0.1"
            })
    void dnsLeadsNowhere(String address) {
        assertThat(admits("", address)).isFalse();
        assertThat(admits("dns.nameservers = ['127.0.0.1']", address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    void dnsLeadsToLoopbackOnlyByNameServersOfTheOperatorsChoice(String address) {
        assertThat(admits("", address)).isFalse();
        assertThat(admits("dns.nameservers = ['127.0.0.1']", address)).isTrue();
    }

    @Test
    void deniedNetworksAreWhatTheFileSays() {
        assertThat(admits("", "10.0.0.1")).isTrue();
        assertThat(admits("outgoing.denied_networks = ['10.0.0.0/8']", "10.0.0.1"))
                .isFalse();
        assertThat(admits("outgoing.denied_networks = ['10.0.0.0/8']", "127.0.0.1"))
                .isTrue();
        assertThat(admits("outgoing.denied_networks = []", "0.0.0.0")).isTrue();
    }
}
