package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that lead nowhere. */
@Hostile
class HostileTlsTest {
    /** {@code -Dhostile.renegotiations=1000} is the whole row T05. */
    private static final int ROUNDS = Integer.getInteger("hostile.renegotiations", 500) / 25;

    private static final long MEBIBYTE = 1024 * 1024;
    private static final int ALERT = 21;
    private static final int FATAL = 2;
    private static final List<Integer> PROTOCOL_VERSION_OR_HANDSHAKE_FAILURE = List.of(70, 40);

    /** At every door at once, as each takes the five seconds that a handshake may. */
    @Test
    void t03EndsAHandshakeThatIsLeftHanging(Site site) throws IOException {
        byte[] hello = hello();
        List<Wire> wires = List.of(
                site.connect("tls_fast"),
                site.connect("tls_just"),
                proceeding(site, "starttls_fast"),
                proceeding(site, "starttls_just"),
                proceeding(site, "required_fast"),
                proceeding(site, "required_just"));
        for (Wire wire : wires) {
            wire.say(Arrays.copyOf(hello, hello.length / 2));
        }
        for (Wire wire : wires) {
            try (wire) {
                assertThat(wire.end()).isEmpty();
            }
        }
    }

    private static Wire proceeding(Site site, String door) throws IOException {
        Wire wire = site.connect(door);
        wire.open("door.test");
        wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        wire.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        return wire;
    }

    private static byte[] hello() throws IOException {
        SSLEngine engine = Tls.context().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    @ParameterizedTest
    @CsvSource({
        "tls_fast, SSL 3.0, 0",
        "tls_fast, TLS 1.0, 1",
        "tls_fast, TLS 1.1, 2",
        "tls_just, SSL 3.0, 0",
        "tls_just, TLS 1.0, 1",
        "tls_just, TLS 1.1, 2"
    })
    void t04RefusesVersionsBefore12(String door, String name, int minor, Site site) throws IOException {
        try (Wire wire = site.connect(door)) {
            wire.say(oldHello(minor));
            byte[] alert = wire.socket().getInputStream().readAllBytes();
            assertThat(alert).hasSize(7).startsWith(ALERT, 3);
            assertThat(alert[5]).isEqualTo((byte) FATAL);
            assertThat(PROTOCOL_VERSION_OR_HANDSHAKE_FAILURE).contains((int) alert[6]);
        }
    }

    /** RFC 5246 §7.4.1.2 with suites that SSL 3.0 and later have, and nothing after them. */
    private static byte[] oldHello(int minor) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeByte(3);
        out.writeByte(minor);
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(8);
        for (int suite : new int[] {0xC00A, 0xC014, 0x0035, 0x002F}) {
            out.writeShort(suite);
        }
        out.writeShort(0x0100);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        out = new DataOutputStream(record);
        out.writeByte(22);
        out.writeByte(3);
        out.writeByte(minor);
        out.writeShort(body.size() + 4);
        out.writeInt(1 << 24 | body.size());
        body.writeTo(out);
        return record.toByteArray();
    }

    /** CVE-2026-45416: nine bytes that announce 16 MiB are all that is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"tls_fast", "tls_just"})
    void t06RefusesAnEndlessClientHello(String door, Site site) throws IOException {
        long before = site.fort().jvm().loopBytes();
        try (Wire wire = site.connect(door)) {
            wire.say(HexFormat.of().parseHex("1603014000" + "01ffffff"));
            byte[] alert = wire.socket().getInputStream().readAllBytes();
            assertThat(alert).hasSize(7).startsWith(ALERT, 3);
        }
        assertThat(site.fort().jvm().loopBytes() - before).isLessThan(8 * MEBIBYTE);
    }

    @ParameterizedTest
    @CsvSource({"tls_fast, TLSv1.2", "tls_fast, TLSv1.3", "tls_just, TLSv1.2", "tls_just, TLSv1.3"})
    void t08RefusesProtocolsThatItDoesNotSpeak(String door, String version, Site site) throws IOException {
        try (SSLSocket socket = over(site.connect(door).socket())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.setEnabledProtocols(new String[] {version});
            assertThatThrownBy(socket::startHandshake).hasMessageContaining("no_application_protocol");
        }
    }

    /** Unless another is configured for it, as in {@code SniTest}. */
    @ParameterizedTest
    @ValueSource(strings = {"tls_fast", "tls_just"})
    void t09ShowsItsOwnCertificateForADomainThatIsNotServed(String door, Site site) throws IOException {
        Certificate own = shown(site, door, "door.test");
        assertThat(shown(site, door, "elsewhere.test")).isEqualTo(own);
    }

    private static Certificate shown(Site site, String door, String name) throws IOException {
        try (SSLSocket socket = over(site.connect(door).socket())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Before a handshake. */
    private static SSLSocket over(Socket socket) throws IOException {
        return (SSLSocket) Tls.context().getSocketFactory().createSocket(socket, "door.test", 5222, true);
    }

    @Test
    @Tells("certificate_refused")
    void t14KeepsACertificateWhoseFileIsBroken(Site site) throws IOException {
        Path file = site.directory().resolve("renewing.pem");
        String good = Files.readString(file);
        Certificate own = shown(site, "renewing", "door.test");
        long refusals = refusals(site);
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nbroken");
        await().until(() -> refusals(site) > refusals);
        assertThat(shown(site, "renewing", "door.test")).isEqualTo(own);
        Files.writeString(file, good);
    }

    private static long refusals(Site site) {
        return (long) site.fort().counts().sum("vestibule_certificate_refusals_total");
    }

    /** A try costs the loops no more than the handshake before it does, but for what measuring is worth. */
    @ParameterizedTest
    @ValueSource(strings = {"tls_fast", "tls_just"})
    void t05RefusesAThousandRenegotiations(String door, Site site) throws IOException {
        SSLContext client = Tls.context();
        long without = 0;
        long with = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = site.fort().jvm().loopTime();
            for (int i = 0; i < 25; i++) {
                try (SSLSocket socket = secured(site, door, client)) {
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().read()).isNegative();
                }
            }
            long middle = site.fort().jvm().loopTime();
            for (int i = 0; i < 25; i++) {
                try (SSLSocket socket = secured(site, door, client)) {
                    assertThatThrownBy(() -> {
                                socket.startHandshake();
                                int _ = socket.getInputStream().read();
                            })
                            .isInstanceOf(IOException.class);
                }
            }
            without += middle - start;
            with += site.fort().jvm().loopTime() - middle;
        }
        assertThat(with).isLessThan(3 * without);
    }

    private static SSLSocket secured(Site site, String door, SSLContext client) throws IOException {
        Socket socket = site.connect(door).socket();
        SSLSocket secured = (SSLSocket) client.getSocketFactory().createSocket(socket, "door.test", 5222, true);
        secured.setEnabledProtocols(new String[] {"TLSv1.2"});
        secured.startHandshake();
        return secured;
    }
}
