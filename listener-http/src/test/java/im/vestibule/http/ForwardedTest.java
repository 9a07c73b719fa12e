package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Network;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {
    private static final InetSocketAddress PROXY = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 4711);
    private static final List<Network> TRUSTED = List.of(new Network(InetAddress.ofLiteral("10.0.0.0"), 8));

    private static String client(HttpHeaders headers) {
        return Forwarded.of(PROXY, headers, TRUSTED)
                .map(found -> found.client().getAddress().getHostAddress() + " "
                        + found.client().getPort() + (found.secure() ? " secure" : ""))
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "for=192.0.2.7; 192.0.2.7 0",
                "For=\"192.0.2.7:80\"; 192.0.2.7 80",
                "for=192.0.2.7, for=10.1.1.1; 192.0.2.7 0",
                "for=192.0.2.7, for=203.0.113.9, for=10.1.1.1; 203.0.113.9 0",
                "for=\"[2001:db8::1]\"; 2001:db8:0:0:0:0:0:1 0",
                "for=\"[2001:db8::1]:80\"; 2001:db8:0:0:0:0:0:1 80",
                "for=unknown; ''",
                "for=_hidden, for=10.1.1.1; 10.1.1.1 0",
                "by=192.0.2.7; ''",
                "for=192.0.2.700; ''",
                "for=192.0.2.7:99999; 192.0.2.7 0",
            })
    void takesTheLastWhomATrustedProxyHasToldOf(String header, String client) {
        assertThat(client(new DefaultHttpHeaders().add("Forwarded", header))).isEqualTo(client);
    }

    @Test
    void takesSeveralLinesForOneList() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("X-Forwarded-For", "192.0.2.7")
                .add("X-Forwarded-For", "203.0.113.9, 10.1.1.1")
                .add("X-Forwarded-Proto", "https");
        assertThat(client(headers)).isEqualTo("203.0.113.9 0 secure");
    }

    @Test
    void prefersTheStandardHeader() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("X-Forwarded-For", "192.0.2.7")
                .add("Forwarded", "proto=https;for=203.0.113.9");
        assertThat(client(headers)).isEqualTo("203.0.113.9 0 secure");
    }

    @Test
    void believesNobodyElse() {
        HttpHeaders headers = new DefaultHttpHeaders().add("X-Forwarded-For", "192.0.2.7");
        InetSocketAddress stranger = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 1);
        assertThat(Forwarded.of(stranger, headers, TRUSTED)).isEmpty();
    }

    @Test
    void looksAtNoMoreThanSixteenProxies() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("X-Forwarded-For", "192.0.2.7, " + "10.1.1.1, ".repeat(15) + "10.1.1.2");
        assertThat(client(headers)).isEqualTo("10.1.1.1 0");
    }
}
