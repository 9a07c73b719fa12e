package im.vestibule.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request is about (RFC 9112 §3.2).
 *
 * @param host in lower case, with the port if one is named
 * @param path as it came
 * @param query as it came; empty without one
 */
record Target(String host, String path, String query) {
    /**
     * @param uri absolute, a path with or without a query, or an asterisk
     * @param host the header; ignored if {@code uri} names one
     * @return empty for what is none of these
     */
    static Optional<Target> of(String uri, String host) {
        int scheme = scheme(uri);
        if (scheme > 0) {
            return ofAbsolute(uri, scheme);
        }
        if (!uri.startsWith("/") && !uri.equals("*")) {
            return Optional.empty();
        }
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String query = question < 0 ? "" : uri.substring(question + 1);
        return Optional.of(new Target(host.toLowerCase(Locale.ROOT), path, query));
    }

    /** RFC 9110 §4.2: it names a host, and nobody before it. */
    private static Optional<Target> ofAbsolute(String uri, int scheme) {
        int end = scheme;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        String host = uri.substring(scheme, end);
        String rest = uri.substring(end);
        return host.isEmpty() || !RequestRules.isHost(host)
                ? Optional.empty()
                : of(rest.startsWith("/") ? rest : '/' + rest, host);
    }

    private static int scheme(String uri) {
        if (uri.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return uri.regionMatches(true, 0, "https://", 0, 8) ? 8 : 0;
    }

    /** The host without a port. */
    String hostName() {
        int colon = host.lastIndexOf(':');
        boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
        return port ? host.substring(0, colon) : host;
    }

    /** The host's parts from the last to the first; none if there is an empty one before a dot, as no name has. */
    List<String> labels() {
        String name = hostName();
        List<String> labels =
                List.of((name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1));
        return labels.contains("") ? List.of() : labels.reversed();
    }

    /**
     * The path's parts, decoded once. Whatever could be taken for another path than it looks like has none: dots, slashes and
     * backslashes in disguise, empty parts but the last, what is no percent-encoding, and what is no UTF-8.
     */
    Optional<List<String>> segments() {
        String[] parts = path.split("/", -1);
        List<String> segments = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (parts[i].isEmpty() && last) {
                continue;
            }
            Optional<String> segment = decode(parts[i]).filter(Target::isPlain);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(segments);
    }

    private static boolean isPlain(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '/' || c == '\\');
    }

    private static Optional<String> decode(String part) {
        byte[] bytes = new byte[part.length()];
        int length = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                if (i + 2 >= part.length()
                        || !HexFormat.isHexDigit(part.charAt(i + 1))
                        || !HexFormat.isHexDigit(part.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(part, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
