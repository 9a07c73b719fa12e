package im.vestibule.core;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Addresses, and the one spelling of them in tables and logs: {@code 192.0.2.1:5222}, {@code [2001:db8::1]:5222}. */
public final class Addresses {
    private Addresses() {}

    public static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : address.toString();
    }

    /**
     * @param ip 4 or 16 bytes
     */
    static InetSocketAddress of(byte[] ip, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes", e);
        }
    }
}
