package im.vestibule.config;

import java.net.InetAddress;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param address any address of the block
 * @param prefix leading bits that are fixed, 0..32 or 0..128
 */
public record Network(InetAddress address, int prefix) {
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
        return address.getHostAddress() + "/" + prefix;
    }
}
