package im.vestibule.core;

import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Version 2 of the PROXY protocol (§2.2): a signature, two bytes of kind, a length, addresses, and fields. */
final class ProxyBlock {
    /** Bytes up to and with the length. */
    static final int PREFIX = 16;

    static final int LONGEST = PREFIX + 0xFFFF;

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int COMMAND = SIGNATURE.length;
    private static final int KIND = COMMAND + 1;
    private static final int LENGTH = KIND + 1;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPEC_TRANSPORT = 0;
    private static final int LAST_TRANSPORT = 2;

    /** In the order of their numbers. */
    private enum Family {
        UNSPEC(0, 0),
        INET(4, 12),
        INET6(16, 36),
        UNIX(108, 216);

        /** Bytes of one address, without a port. */
        final int address;

        /** Bytes of both addresses. */
        final int length;

        Family(int address, int length) {
            this.address = address;
            this.length = length;
        }
    }

    private ProxyBlock() {}

    static Peek peek(ByteBuf in) {
        int from = in.readerIndex();
        int readable = in.readableBytes();
        for (int i = 0; i < Math.min(readable, SIGNATURE.length); i++) {
            if (in.getByte(from + i) != SIGNATURE[i]) {
                return new Peek.Malformed("not a PROXY header");
            }
        }
        if (readable <= COMMAND) {
            return new Peek.Partial();
        }
        return switch (in.getUnsignedByte(from + COMMAND)) {
            // The block is to be skipped whatever it holds.
            case LOCAL -> readable < size(in) ? new Peek.Partial() : new Peek.Whole(ProxyHeader.NONE, size(in));
            case PROXY -> readable <= KIND ? new Peek.Partial() : proxied(in);
            default -> new Peek.Malformed("neither LOCAL nor PROXY of version 2");
        };
    }

    /** Bytes of the whole header, or more than there are. */
    private static int size(ByteBuf in) {
        return in.readableBytes() < PREFIX ? PREFIX : PREFIX + in.getUnsignedShort(in.readerIndex() + LENGTH);
    }

    private static Peek proxied(ByteBuf in) {
        int kind = in.getUnsignedByte(in.readerIndex() + KIND);
        int transport = kind & 0xF;
        if (kind >> 4 >= Family.values().length || transport > LAST_TRANSPORT) {
            return new Peek.Malformed("an address family or transport that is none");
        }
        Family family = Family.values()[kind >> 4];
        int size = size(in);
        if (in.readableBytes() < PREFIX) {
            return new Peek.Partial();
        }
        if (size < PREFIX + family.length) {
            return new Peek.Malformed("too short for its addresses");
        }
        if (in.readableBytes() < size) {
            return new Peek.Partial();
        }
        ByteBuf block = in.slice(in.readerIndex(), size);
        return family == Family.UNSPEC
                // Where its fields would begin is not known.
                ? new Peek.Whole(ProxyHeader.NONE, size)
                : ProxyFields.read(block, PREFIX + family.length, source(block, family, transport));
    }

    private static Optional<InetSocketAddress> source(ByteBuf block, Family family, int transport) {
        if (family == Family.UNIX || transport == UNSPEC_TRANSPORT) {
            return Optional.empty();
        }
        byte[] ip = ByteBufUtil.getBytes(block, PREFIX, family.address);
        return Optional.of(Addresses.of(ip, block.getUnsignedShort(PREFIX + 2 * family.address)));
    }
}
