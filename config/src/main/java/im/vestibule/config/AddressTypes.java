package im.vestibule.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of machines and people. Nothing here asks DNS. */
final class AddressTypes {
    private static final Pattern SERVER = Pattern.compile("(?:\\[(?<v6>[^]]+)]|(?<v4>[^:]+))(?::(?<port>[0-9]{1,5}))?");
    private static final int MAX_PART = 1023;

    static final InetAddress ANY_V4 = literal("0.0.0.0").orElseThrow();
    static final InetAddress LOOPBACK = literal("127.0.0.1").orElseThrow();
    static final InetAddress ANY_V6 = literal("::").orElseThrow();

    /** What {@code inet:parse_address} takes: also short and non-decimal IPv4 such as "0" or "127.1". */
    static final Type<InetAddress> IP =
            new Type<>("an IP address", "IP addresses", false, ANY_V4, ip -> Type.quoted(text(ip)), AddressTypes::ip);

    static final Type<Network> NETWORK = new Type<>(
            "a network such as \"10.0.0.0/8\"",
            "networks such as \"10.0.0.0/8\"",
            false,
            new Network(ANY_V4, 0),
            network -> Type.quoted(network.toString()),
            AddressTypes::network);

    static final Type<InetSocketAddress> NAMESERVER = new Type<>(
            "an IP address with or without port",
            "IP addresses with or without port",
            false,
            new InetSocketAddress(ANY_V4, 53),
            server -> Type.quoted(server.getHostString() + ":" + server.getPort()),
            AddressTypes::nameserver);

    /** Lower-case ASCII only folding; the full preparation is the XMPP side's business. */
    static final Type<String> DOMAIN = Type.text("a domain name", "domain names", AddressTypes::domain);

    static final Type<String> HOST_AND_PORT =
            Type.text("a host with or without port", "hosts", AddressTypes::hostAndPort);

    static final Type<String> JID = Type.text("a JID", "JIDs", AddressTypes::jid);

    private AddressTypes() {}

    static Optional<InetAddress> literal(String text) {
        if (text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.indexOf(':') >= 0 ? Inet6Address.ofLiteral(text) : Inet4Address.ofPosixLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** As usual, with the first run of zeros of an IPv6 address left out. */
    static String text(InetAddress ip) {
        return ip.getHostAddress().replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::");
    }

    private static Optional<InetAddress> ip(Value value) {
        return value.string().flatMap(text -> literal(text).or(() -> value.wrong("", ipHint(text))));
    }

    private static String ipHint(String text) {
        if (text.matches(".*\\d:\\d+") && text.indexOf(':') == text.lastIndexOf(':')) {
            return "the port is an option of its own";
        }
        if (text.startsWith("[")) {
            return "drop the brackets";
        }
        return text.matches("(?i)[a-z][a-z0-9.-]*") ? "a name is not an address" : "";
    }

    private static Optional<Network> network(Value value) {
        return value.string().flatMap(text -> network(text).or(() -> value.wrong("", "")));
    }

    private static Optional<Network> network(String text) {
        int slash = text.indexOf('/');
        return literal(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int bits = address.getAddress().length * 8;
            if (slash < 0) {
                return Optional.of(new Network(address, bits));
            }
            String prefix = text.substring(slash + 1);
            return prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= bits
                    ? Optional.of(new Network(address, Integer.parseInt(prefix)))
                    : Optional.empty();
        });
    }

    private static Optional<InetSocketAddress> nameserver(Value value) {
        return value.string().flatMap(text -> nameserver(text).or(() -> value.wrong("", "")));
    }

    private static Optional<InetSocketAddress> nameserver(String text) {
        Optional<InetAddress> bare = literal(text);
        if (bare.isPresent()) {
            return bare.map(ip -> new InetSocketAddress(ip, 53));
        }
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group("v6") != null ? parts.group("v6") : parts.group("v4");
        int port = parts.group("port") == null ? 53 : Integer.parseInt(parts.group("port"));
        return port > 65_535 ? Optional.empty() : literal(host).map(ip -> new InetSocketAddress(ip, port));
    }

    private static Optional<String> domain(Value value, String text) {
        return isDomain(text) ? Optional.of(lower(text)) : value.wrong("", domainHint(text));
    }

    private static String domainHint(String text) {
        if (text.contains("://")) {
            return "only the name, without " + text.substring(0, text.indexOf("://") + 3);
        }
        return text.indexOf('@') >= 0 ? "only the part after the @" : "";
    }

    static boolean isDomain(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_PART
                && text.codePoints().noneMatch(AddressTypes::strange)
                && !text.startsWith(".")
                && !text.contains("..")
                && text.chars().noneMatch(c -> c == '@' || c == '/' || c == ':');
    }

    private static boolean strange(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point);
    }

    private static Optional<String> hostAndPort(Value value, String text) {
        Matcher parts = SERVER.matcher(text);
        boolean sound = parts.matches()
                && (parts.group("port") == null || Integer.parseInt(parts.group("port")) <= 65_535)
                && (parts.group("v6") == null
                        ? isDomain(parts.group("v4"))
                        : literal(parts.group("v6")).isPresent());
        return sound ? Optional.of(text) : value.wrong("", "");
    }

    private static Optional<String> jid(Value value, String text) {
        int slash = text.indexOf('/');
        String bare = slash < 0 ? text : text.substring(0, slash);
        String resource = slash < 0 ? "" : text.substring(slash);
        int at = bare.indexOf('@');
        boolean sound = isDomain(bare.substring(at + 1))
                && (at < 0 || isUser(bare.substring(0, at)))
                && (slash < 0 || (resource.length() > 1 && resource.length() <= MAX_PART + 1));
        return sound ? Optional.of(lower(bare) + resource) : value.wrong("", "");
    }

    /** RFC 7622, section 3.3.1. */
    private static boolean isUser(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_PART
                && text.codePoints().noneMatch(point -> strange(point) || "\"&'/:<>@".indexOf(point) >= 0);
    }

    /** ASCII letters only: what else a name needs depends on profiles this module does not know. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c < 128 ? Character.toLowerCase(c) : c)));
        return lower.toString();
    }
}
