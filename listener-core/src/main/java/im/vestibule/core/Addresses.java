package im.vestibule.core;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The one spelling of addresses in tables and logs: {@code 192.0.2.1:5222}, {@code [2001:db8::1]:5222}. */
public final class Addresses {
    private Addresses() {}

    public static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : address.toString();
    }
}
