package im.vestibule.core;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Why a listener could not be opened.
 *
 * @param listener its key in the file
 * @param address what was to be bound
 * @param reason a sentence for the operator, with advice
 */
public record BindFault(String listener, InetSocketAddress address, String reason) {
    static BindFault of(Door door, Throwable cause) {
        InetSocketAddress address = door.socket().address();
        return new BindFault(door.name(), address, advice(address, cause));
    }

    private static String advice(InetSocketAddress address, Throwable cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("address already in use")) {
            return "another program already listens there; stop it or choose another port";
        }
        if (said.contains("permission denied")) {
            return "not permitted; ports below " + 1024
                    + " need CAP_NET_BIND_SERVICE or a higher net.ipv4.ip_unprivileged_port_start";
        }
        if (said.contains("cannot assign requested address")) {
            return "this machine has no such address; check ip_address";
        }
        if (said.contains("address family not supported")) {
            return "this machine has no IPv" + (address.getAddress().getAddress().length == 4 ? 4 : 6);
        }
        if (said.contains("too many open files")) {
            return "no file descriptors left; raise the limit (ulimit -n)";
        }
        return cause instanceof BindException || cause instanceof IOException ? said : cause.toString();
    }

    @Override
    public String toString() {
        return "cannot listen on " + Addresses.text(address) + " for " + listener + ": " + reason;
    }
}
