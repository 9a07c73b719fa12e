package im.vestibule.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a ClientHello (RFC 8446 section 4.1.2) says that is decided before an engine sees it.
 *
 * @param host of SNI (RFC 6066 section 3), lower case; empty if there is none
 * @param alpn the protocols offered (RFC 7301), in the client's order; none if there is no such extension
 */
record ClientHello(Optional<String> host, List<String> alpn) {
    /** As much as BoringSSL reads. Hellos with post-quantum key shares and ECH stay below 4 KiB. */
    static final int MAX_BYTES = 16 * 1024;

    /** Over how many records a hello may be spread, lest each byte costs a record's work. */
    static final int MAX_RECORDS = 16;

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int MESSAGE_HEADER = 4;
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int ALPN = 16;

    /** What the first bytes of a connection are. */
    sealed interface Peek {
        /** So far the beginning of a ClientHello. */
        record Partial() implements Peek {}

        record Whole(ClientHello hello) implements Peek {}

        /** Something else, or a ClientHello that makes no sense: the engine knows what to say to it. */
        record Foreign() implements Peek {}

        /** A ClientHello that is or will be longer, or is cut into more records, than any honest one. */
        record TooLong() implements Peek {}
    }

    /** Looks at what has arrived without reading it. */
    static Peek peek(ByteBuf in) {
        List<ByteBuf> fragments = new ArrayList<>(1);
        Peek otherwise = new Peek.Partial();
        int at = in.readerIndex();
        while (in.writerIndex() - at >= RECORD_HEADER) {
            if (in.getUnsignedByte(at) != HANDSHAKE || in.getUnsignedByte(at + 1) != 3) {
                otherwise = new Peek.Foreign();
                break;
            }
            if (fragments.size() == MAX_RECORDS) {
                otherwise = new Peek.TooLong();
                break;
            }
            int announced = in.getUnsignedShort(at + 3);
            at += RECORD_HEADER;
            fragments.add(in.slice(at, Math.min(announced, in.writerIndex() - at)));
            at += announced;
        }
        Peek peek = message(
                fragments.size() == 1
                        ? fragments.getFirst()
                        : Unpooled.copiedBuffer(fragments.toArray(new ByteBuf[0])));
        return peek instanceof Peek.Partial ? otherwise : peek;
    }

    private static Peek message(ByteBuf in) {
        if (in.readableBytes() < MESSAGE_HEADER) {
            return new Peek.Partial();
        }
        if (in.readUnsignedByte() != CLIENT_HELLO) {
            return new Peek.Foreign();
        }
        int length = in.readUnsignedMedium();
        if (length > MAX_BYTES) {
            return new Peek.TooLong();
        }
        if (in.readableBytes() < length) {
            return new Peek.Partial();
        }
        ClientHello hello = body(in.readSlice(length));
        return hello == null ? new Peek.Foreign() : new Peek.Whole(hello);
    }

    private static @Nullable ClientHello body(ByteBuf in) {
        if (in.readableBytes() < VERSION_AND_RANDOM) {
            return null;
        }
        in.skipBytes(VERSION_AND_RANDOM);
        boolean whole = vector(in, 1) != null // session id
                && vector(in, 2) != null // cipher suites
                && vector(in, 1) != null; // compression methods
        if (whole && !in.isReadable()) {
            return new ClientHello(Optional.empty(), List.of());
        }
        ByteBuf extensions = whole ? vector(in, 2) : null;
        return extensions == null ? null : extensions(extensions);
    }

    private static @Nullable ClientHello extensions(ByteBuf in) {
        Optional<String> host = Optional.empty();
        List<String> alpn = List.of();
        while (in.readableBytes() >= 2) {
            int type = in.readUnsignedShort();
            ByteBuf data = vector(in, 2);
            ByteBuf list = data != null && (type == SERVER_NAME || type == ALPN) ? vector(data, 2) : null;
            if (data == null) {
                return null;
            }
            if (list != null && type == SERVER_NAME) {
                host = host(list);
            }
            if (list != null && type == ALPN) {
                alpn = protocols(list);
            }
        }
        return new ClientHello(host, alpn);
    }

    private static Optional<String> host(ByteBuf list) {
        while (list.isReadable()) {
            int type = list.readUnsignedByte();
            ByteBuf name = vector(list, 2);
            if (name == null) {
                break;
            }
            if (type == HOST_NAME) {
                return Optional.of(name.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static List<String> protocols(ByteBuf list) {
        List<String> protocols = new ArrayList<>();
        for (ByteBuf name = vector(list, 1); name != null; name = vector(list, 1)) {
            protocols.add(name.toString(StandardCharsets.ISO_8859_1));
        }
        return List.copyOf(protocols);
    }

    /** A vector behind its length of one or two bytes; null if it is not all there. */
    private static @Nullable ByteBuf vector(ByteBuf in, int lengthBytes) {
        if (in.readableBytes() < lengthBytes) {
            return null;
        }
        int length = lengthBytes == 1 ? in.readUnsignedByte() : in.readUnsignedShort();
        return in.readableBytes() < length ? null : in.readSlice(length);
    }
}
