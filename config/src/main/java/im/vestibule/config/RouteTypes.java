package im.vestibule.config;

import java.util.Optional;

/** Hosts and paths of HTTP handlers: names, or patterns as cowboy has them. */
final class RouteTypes {
    static final Type<String> HOST =
            Type.text("a host name or \"_\"", "host names", (value, host) -> fault(value, host, hostFault(host)));

    static final Type<String> PATH =
            Type.text("a path that starts with /", "paths", (value, path) -> fault(value, path, pathFault(path)));

    /** Stands for any number of parts. */
    private static final String REST = "[...]";

    /** Parts of one pattern that may be missing: each can double the number of its forms. */
    private static final int MOST_OPTIONAL = 8;

    private record Wrong(String what, String hint) {}

    private RouteTypes() {}

    private static Optional<String> fault(Value value, String text, Optional<Wrong> wrong) {
        return wrong.isEmpty()
                ? Optional.of(text)
                : value.wrong(wrong.get().what(), wrong.get().hint());
    }

    private static Optional<Wrong> hostFault(String host) {
        if (host.isEmpty()) {
            return wrong("", "write \"_\" for any");
        }
        if (host.equals("*")) {
            return wrong("no name of a host", "write \"_\" for any");
        }
        if (host.chars().anyMatch(c -> c >= 0x7F)) {
            return wrong("no name of a host that a request could have", "write it as browsers send it: xn--…");
        }
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            return wrong("no name of a host", "");
        }
        String bare = host.startsWith(REST) ? host.substring(REST.length()) : host;
        if (bare.contains(REST)) {
            return wrong("in a host, [...] stands at the beginning", "");
        }
        // A colon begins a name that stands for a part; any other would be in front of a port.
        return bare.replaceAll("(^|[.\\[\\]]):[A-Za-z_]", "").contains(":")
                ? wrong("a host is named without a port", "")
                : brackets(bare);
    }

    private static Optional<Wrong> pathFault(String path) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            return wrong("", "write " + Type.quoted("/" + path));
        }
        String bare = path.endsWith(REST) ? path.substring(0, path.length() - REST.length()) : path;
        return bare.contains(REST) ? wrong("in a path, [...] stands at the end", "") : brackets(bare);
    }

    private static Optional<Wrong> brackets(String pattern) {
        int open = 0;
        int count = 0;
        for (int i = 0; i < pattern.length() && open >= 0; i++) {
            if (pattern.charAt(i) == '[') {
                open++;
                count++;
            } else if (pattern.charAt(i) == ']') {
                open--;
            }
        }
        if (open != 0) {
            return wrong("brackets do not match", "what is in brackets may be missing");
        }
        return count > MOST_OPTIONAL
                ? wrong("more than " + MOST_OPTIONAL + " parts in brackets", "")
                : Optional.empty();
    }

    private static Optional<Wrong> wrong(String what, String hint) {
        return Optional.of(new Wrong(what, hint));
    }
}
