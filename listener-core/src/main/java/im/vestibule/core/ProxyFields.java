package im.vestibule.core;

import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The type-length-value fields behind the addresses of a version 2 header (§2.2.1 to §2.2.8). Fields that we do not know
 * are skipped; each that we know may be there once.
 */
final class ProxyFields {
    private static final int ALPN = 0x01;
    private static final int AUTHORITY = 0x02;
    private static final int CHECKSUM = 0x03;
    private static final int UNIQUE_ID = 0x05;
    private static final int SSL = 0x20;

    // Inside of SSL.
    private static final int VERSION = 0x21;
    private static final int COMMON_NAME = 0x22;
    private static final int CIPHER = 0x23;

    /** Type and length. */
    private static final int HEAD = 3;

    /** Client bits and verify result. */
    private static final int SSL_HEAD = 5;

    private static final int LONGEST_ID = 128;

    /** More than any name has that these fields are for, so that nobody makes us keep more. */
    private static final int LONGEST_TEXT = 255;

    private static final byte[] NO_CHECKSUM = new byte[Integer.BYTES];

    /** Where a value is. */
    private record Field(int index, int length) {}

    private ProxyFields() {}

    /**
     * Reads the fields of a block.
     *
     * @param block the whole header
     * @param start where its fields begin
     */
    static Peek read(ByteBuf block, int start, Optional<InetSocketAddress> source) {
        int size = block.readableBytes();
        if (start == size) {
            return new Peek.Whole(ProxyHeader.of(source), size);
        }
        Map<Integer, Field> fields = new HashMap<>();
        return find(block, start, size, fields)
                .or(() -> fault(block, fields))
                .<Peek>map(Peek.Malformed::new)
                .orElseGet(() -> new Peek.Whole(header(block, fields, source), size));
    }

    /** Finds out where the values are; returns what is wrong. */
    private static Optional<String> find(ByteBuf block, int start, int end, Map<Integer, Field> fields) {
        int at = start;
        while (at < end) {
            if (end - at < HEAD) {
                return Optional.of("a truncated field");
            }
            int type = block.getUnsignedByte(at);
            Field field = new Field(at + HEAD, block.getUnsignedShort(at + 1));
            at = field.index + field.length;
            if (at > end) {
                return Optional.of("a truncated field");
            }
            if (isKnown(type) && fields.put(type, field) != null) {
                return Optional.of("a field that is there twice");
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(int type) {
        return switch (type) {
            case ALPN, AUTHORITY, CHECKSUM, UNIQUE_ID, SSL, VERSION, COMMON_NAME, CIPHER -> true;
            default -> false;
        };
    }

    private static Optional<String> fault(ByteBuf block, Map<Integer, Field> fields) {
        Field checksum = fields.get(CHECKSUM);
        if (checksum != null && (checksum.length != Integer.BYTES || !matches(block, checksum.index))) {
            return Optional.of("a checksum that does not match");
        }
        Field id = fields.get(UNIQUE_ID);
        if (id != null && id.length > LONGEST_ID) {
            return Optional.of("a unique id of more than 128 bytes");
        }
        if (!isText(block, fields.get(ALPN)) || !isText(block, fields.get(AUTHORITY))) {
            return Optional.of("a name that is none");
        }
        Field ssl = fields.get(SSL);
        return ssl == null ? Optional.empty() : sslFault(block, ssl);
    }

    private static Optional<String> sslFault(ByteBuf block, Field ssl) {
        if (ssl.length < SSL_HEAD) {
            return Optional.of("a truncated field");
        }
        Map<Integer, Field> inner = new HashMap<>();
        return find(block, ssl.index + SSL_HEAD, ssl.index + ssl.length, inner)
                .or(() -> inner.values().stream().allMatch(field -> isText(block, field))
                        ? Optional.empty()
                        : Optional.of("a name that is none"));
    }

    /** §2.2.3: the checksum of everything, with zeros in its own place. */
    private static boolean matches(ByteBuf block, int at) {
        int behind = at + Integer.BYTES;
        CRC32C sum = new CRC32C();
        sum.update(block.nioBuffer(0, at));
        sum.update(NO_CHECKSUM);
        sum.update(block.nioBuffer(behind, block.readableBytes() - behind));
        return sum.getValue() == block.getUnsignedInt(at);
    }

    private static boolean isText(ByteBuf block, @Nullable Field field) {
        return field == null
                || (field.length <= LONGEST_TEXT
                        && ByteBufUtil.isText(block, field.index, field.length, StandardCharsets.UTF_8));
    }

    private static ProxyHeader header(ByteBuf block, Map<Integer, Field> fields, Optional<InetSocketAddress> source) {
        return new ProxyHeader(
                source,
                text(block, fields.get(ALPN)),
                text(block, fields.get(AUTHORITY)),
                Optional.ofNullable(fields.get(UNIQUE_ID)).map(id -> printable(block, id)),
                Optional.ofNullable(fields.get(SSL)).map(ssl -> tls(block, ssl)));
    }

    private static ProxyTls tls(ByteBuf block, Field ssl) {
        Map<Integer, Field> inner = new HashMap<>();
        find(block, ssl.index + SSL_HEAD, ssl.index + ssl.length, inner);
        return new ProxyTls(
                block.getUnsignedByte(ssl.index),
                block.getUnsignedInt(ssl.index + 1),
                text(block, inner.get(VERSION)),
                text(block, inner.get(CIPHER)),
                text(block, inner.get(COMMON_NAME)));
    }

    private static Optional<String> text(ByteBuf block, @Nullable Field field) {
        return Optional.ofNullable(field)
                .map(there -> block.toString(there.index, there.length, StandardCharsets.UTF_8));
    }

    /** It goes into every log line. */
    private static String printable(ByteBuf block, Field id) {
        Charset latin = StandardCharsets.ISO_8859_1;
        String text = block.toString(id.index, id.length, latin);
        boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return plain ? text : ByteBufUtil.hexDump(block, id.index, id.length);
    }
}
