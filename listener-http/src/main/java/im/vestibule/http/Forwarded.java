package im.vestibule.http;

import im.vestibule.config.Network;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What proxies say about whom they speak for. Everybody may be told of by one who is trusted, and by nobody else; so the client
 * is the last, from us outwards, whom a trusted proxy has told of.
 *
 * @param secure whether the proxy next to the client says that the link to it is
 */
record Forwarded(InetSocketAddress client, boolean secure) {
    /** Proxies in a row that are believed. */
    private static final int HOPS = 16;

    private record Hop(String client, boolean secure) {}

    /**
     * @param peer who has sent the request
     * @return empty if it is not to be believed, or says nothing
     */
    static Optional<Forwarded> of(InetSocketAddress peer, HttpHeaders headers, List<Network> trusted) {
        InetSocketAddress client = peer;
        Optional<Forwarded> found = Optional.empty();
        for (Hop hop : hops(headers)) {
            Optional<InetSocketAddress> next = trusts(trusted, client) ? address(hop.client()) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            client = next.get();
            found = Optional.of(new Forwarded(client, hop.secure()));
        }
        return found;
    }

    private static boolean trusts(List<Network> trusted, InetSocketAddress peer) {
        return !peer.isUnresolved() && trusted.stream().anyMatch(network -> network.contains(peer.getAddress()));
    }

    /** The nearest first. */
    private static List<Hop> hops(HttpHeaders headers) {
        List<Hop> hops = new ArrayList<>();
        List<String> standard = headers.getAll("forwarded");
        if (standard.isEmpty()) {
            boolean secure = headers.get("x-forwarded-proto", "").strip().equalsIgnoreCase("https");
            each(headers.getAll("x-forwarded-for")).forEach(client -> hops.add(new Hop(client, secure)));
        } else {
            each(standard).forEach(element -> hops.add(hop(element)));
        }
        Collections.reverse(hops);
        return hops.size() <= HOPS ? hops : hops.subList(0, HOPS);
    }

    /** The elements of a list that may go over several lines. */
    private static List<String> each(List<String> lines) {
        return lines.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    /** RFC 7239 §4; what is quoted here holds no comma and no semicolon, or it is no address. */
    private static Hop hop(String element) {
        String client = "";
        boolean secure = false;
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1).strip().replace("\"", "");
            switch (pair.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT)) {
                case "for" -> client = value;
                case "proto" -> secure = value.equalsIgnoreCase("https");
                default -> {}
            }
        }
        return new Hop(client, secure);
    }

    /** An IPv4 address, or an IPv6 address that may be in brackets; with or without a port. */
    private static Optional<InetSocketAddress> address(String text) {
        int bracket = text.indexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        boolean bare = bracket < 0 && text.indexOf(':', colon + 1) >= 0;
        boolean port = colon >= 0 && !bare;
        String ip = (port ? text.substring(0, colon) : text).replace("[", "").replace("]", "");
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ip);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getByAddress(bytes), port ? port(text.substring(colon + 1)) : 0));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes", e);
        }
    }

    private static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(text) : 0;
        return port > 0xFFFF ? 0 : port;
    }
}
