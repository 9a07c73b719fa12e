package im.vestibule.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32C;

/** A version 2 header in the making, written from the text of the protocol. */
final class Header {
    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;
    static final int UNSPEC = 0x00;
    static final int TCP4 = 0x11;
    static final int UDP4 = 0x12;
    static final int TCP6 = 0x21;
    static final int UNIX = 0x31;

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 'Q', 'U', 'I', 'T', 0x0A};

    private final int command;
    private final int kind;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    Header(int command, int kind) {
        this.command = command;
        this.kind = kind;
    }

    /** From 192.0.2.7:1234 to 192.0.2.8:5222. */
    static Header tcp4() {
        return new Header(PROXY, TCP4).addresses("192.0.2.7", "192.0.2.8");
    }

    /** Ports are 1234 and 5222. */
    Header addresses(String source, String destination) {
        return bytes(ip(source)).bytes(ip(destination)).bytes(0x04, 0xD2, 0x14, 0x66);
    }

    private static byte[] ip(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    Header bytes(byte... bytes) {
        block.writeBytes(bytes);
        return this;
    }

    Header bytes(int... bytes) {
        for (int each : bytes) {
            block.write(each);
        }
        return this;
    }

    Header field(int type, byte... value) {
        return bytes(type, value.length >> 8, value.length & 0xFF).bytes(value);
    }

    Header field(int type, String value) {
        return field(type, value.getBytes(UTF_8));
    }

    /** Client bits, verify result and inner fields. */
    Header ssl(int client, int verify, Header inner) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(client);
        value.writeBytes(
                new byte[] {(byte) (verify >> 24), (byte) (verify >> 16), (byte) (verify >> 8), (byte) verify});
        value.writeBytes(inner.block.toByteArray());
        return field(0x20, value.toByteArray());
    }

    /** Fields by themselves. */
    static Header fields() {
        return new Header(PROXY, UNSPEC);
    }

    /** A checksum of what there is until now and whatever is added behind it by {@code behind}. */
    Header checksummed(Header behind) {
        int at = SIGNATURE.length + 4 + block.size() + 3;
        field(0x03, new byte[4]).bytes(behind.block.toByteArray());
        byte[] whole = build();
        CRC32C sum = new CRC32C();
        sum.update(whole);
        long value = sum.getValue();
        for (int i = 0; i < 4; i++) {
            whole[at + i] = (byte) (value >> (24 - 8 * i));
        }
        block.reset();
        block.write(whole, SIGNATURE.length + 4, whole.length - SIGNATURE.length - 4);
        return this;
    }

    byte[] build() {
        return build(block.size());
    }

    /**
     * @param length as it is announced
     */
    byte[] build(int length) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(SIGNATURE);
        whole.write(command);
        whole.write(kind);
        whole.write(length >> 8);
        whole.write(length & 0xFF);
        whole.writeBytes(block.toByteArray());
        return whole.toByteArray();
    }
}
