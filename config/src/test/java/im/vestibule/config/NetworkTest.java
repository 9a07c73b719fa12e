package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "192.0.2.1, 2001:db8::, false"
    })
    void takesAnIpv4AddressOrAnIpv6NetworkForOneClient(String one, String other, boolean same) {
        Network client = Network.ofClient(InetAddress.ofLiteral(one));

        assertThat(client.equals(Network.ofClient(InetAddress.ofLiteral(other))))
                .isEqualTo(same);
        assertThat(client.contains(InetAddress.ofLiteral(other))).isEqualTo(same);
    }

    @Test
    void sees192InWhatADualSocketCallsIt() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};

        Network client = Network.ofClient(Inet6Address.getByAddress("", mapped, -1));

        assertThat(client).isEqualTo(Network.ofClient(InetAddress.ofLiteral("192.0.2.1")));
    }
}
