package im.vestibule.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param address any address of the block
 * @param prefix leading bits that are fixed, 0..32 or 0..128
 */
public record Network(InetAddress address, int prefix) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    /** Bytes of an IPv6 address that name the network: whoever has one such network has all of its addresses. */
    private static final int V6_NETWORK = 8;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** What counts as one client: an IPv4 address, mapped into IPv6 or not, or an IPv6 /64. */
    public static Network ofClient(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V4_BYTES) {
            return new Network(address, 8 * V4_BYTES);
        }
        if (Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return of(Arrays.copyOfRange(bytes, MAPPED.length, V6_BYTES), 8 * V4_BYTES);
        }
        return of(Arrays.copyOf(Arrays.copyOf(bytes, V6_NETWORK), V6_BYTES), 8 * V6_NETWORK);
    }

    private static Network of(byte[] address, int prefix) {
        try {
            return new Network(InetAddress.getByAddress(address), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public boolean contains(InetAddress candidate) {
        byte[] ours = address.getAddress();
        byte[] theirs = candidate.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
            if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return AddressTypes.text(address) + "/" + prefix;
    }
}
