package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.tls.ClientHello.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
    private static ByteBuf hello(SSLEngine engine) {
        ByteBuffer wire = ByteBuffer.allocate(64 * 1024);
        try {
            engine.wrap(ByteBuffer.allocate(0), wire);
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
        return Unpooled.wrappedBuffer(wire.flip());
    }

    private static Peek peek(String hex) {
        return ClientHello.peek(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
    }

    /** The same message over records of so many bytes each. */
    private static ByteBuf cut(ByteBuf hello, int bytes) {
        ByteBuf message = hello.slice(5, hello.readableBytes() - 5);
        ByteBuf records = Unpooled.buffer();
        while (message.isReadable()) {
            int length = Math.min(bytes, message.readableBytes());
            records.writeByte(22).writeShort(0x0301).writeShort(length).writeBytes(message, length);
        }
        return records;
    }

    @Test
    void readsNameAndProtocols() {
        Client[] clients = {Client.jdk(), Client.boringSsl()};
        for (Client client : clients) {
            ByteBuf bytes = hello(client.alpn("xmpp-client", "h2").engine("Door.Test"));

            assertThat(ClientHello.peek(bytes))
                    .isEqualTo(new Peek.Whole(new ClientHello(Optional.of("door.test"), List.of("xmpp-client", "h2"))));
            assertThat(bytes.readerIndex()).isZero();
        }
    }

    @Test
    void readsAHelloWithoutEither() {
        assertThat(ClientHello.peek(hello(Client.jdk().engine())))
                .isEqualTo(new Peek.Whole(new ClientHello(Optional.empty(), List.of())));
        assertThat(peek("160301002d" + "01000029" + "0303" + "00".repeat(32) + "00" + "0002c02b" + "0100"))
                .isEqualTo(new Peek.Whole(new ClientHello(Optional.empty(), List.of())));
    }

    @Test
    void waitsForTheWholeOfIt() {
        ByteBuf bytes = hello(Client.jdk().alpn("a").engine("door.test"));
        for (int length = 0; length < bytes.readableBytes(); length++) {
            assertThat(ClientHello.peek(bytes.slice(0, length)))
                    .as("%d bytes", length)
                    .isEqualTo(new Peek.Partial());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 1000})
    void putsRecordsTogether(int bytes) {
        ByteBuf hello = hello(Client.jdk().alpn("a").engine("door.test"));

        assertThat(ClientHello.peek(cut(hello, bytes)))
                .isEqualTo(new Peek.Whole(new ClientHello(Optional.of("door.test"), List.of("a"))));
    }

    @Test
    void readsOnlyWhatBelongsToTheHello() {
        ByteBuf hello = hello(Client.jdk().engine("door.test"));
        ByteBuf more = Unpooled.copiedBuffer(hello, Unpooled.wrappedBuffer(new byte[] {20, 3, 3, 0, 1, 1}));

        assertThat(ClientHello.peek(more)).isInstanceOf(Peek.Whole.class);
        assertThat(ClientHello.peek(Unpooled.copiedBuffer(
                        hello.slice(0, 100).setShort(3, 95), Unpooled.wrappedBuffer(new byte[] {20, 3, 3, 0, 1, 1}))))
                .isEqualTo(new Peek.Foreign());
    }

    @Test
    void boundsTheRecords() {
        ByteBuf hello = hello(Client.jdk().engine());
        int message = hello.readableBytes() - 5;
        int atTheBound = (message + ClientHello.MAX_RECORDS - 1) / ClientHello.MAX_RECORDS;
        int beyond = message / (ClientHello.MAX_RECORDS + 1);

        assertThat(ClientHello.peek(cut(hello, atTheBound))).isInstanceOf(Peek.Whole.class);
        assertThat(ClientHello.peek(cut(hello, beyond))).isEqualTo(new Peek.TooLong());
    }

    @Test
    void boundsTheLength() {
        String random = "0303" + "00".repeat(32);

        assertThat(peek("1603010200" + "01%06x".formatted(ClientHello.MAX_BYTES) + random))
                .isEqualTo(new Peek.Partial());
        assertThat(peek("1603010200" + "01%06x".formatted(ClientHello.MAX_BYTES + 1) + random))
                .isEqualTo(new Peek.TooLong());
        assertThat(peek("1603010200" + "01ffffff")).isEqualTo(new Peek.TooLong());
    }

    @ParameterizedTest
    @CsvSource({
        "3c3f786d6c20",
        "474554202f20",
        "15030100020228",
        "160301000402000000",
        "1602010004010000",
        "16030100040100000000",
        "800e0103010000000000"
    })
    void leavesTheRestToTheEngine(String hex) {
        assertThat(peek(hex)).isEqualTo(new Peek.Foreign());
    }

    /** A length that reaches beyond the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20ffff",
                "000003c02b",
                "000002c02b05",
                "000002c02b0100ffff",
                "000002c02b01000004001000ff",
                "000002c02b01000003001000",
            })
    void leavesABrokenHelloToTheEngine(String rest) {
        String body = "0303" + "00".repeat(32) + rest;
        String message = "01%06x".formatted(body.length() / 2) + body;

        assertThat(peek("160301%04x".formatted(message.length() / 2) + message)).isEqualTo(new Peek.Foreign());
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(7);
        byte[] honest = ByteBufUtil.getBytes(hello(Client.jdk().alpn("a", "b").engine("door.test")));
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = honest.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(ClientHello.peek(Unpooled.wrappedBuffer(bytes))).isNotNull();
        }
    }
}
