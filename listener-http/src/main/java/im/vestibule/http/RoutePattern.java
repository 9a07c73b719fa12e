package im.vestibule.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A host or a path with blanks to be filled in, as cowboy writes them: {@code :name} stands for one part, the same wherever the
 * name is the same; {@code :_} for any one; {@code [...]} for any number of them, at the end of a path or the beginning of a
 * host; what else is in brackets may be missing. A slash at the end makes no difference, nor does a dot at either end.
 */
final class RoutePattern {
    /** Name of the binding that has what {@code [...]} stands for in a path. */
    static final String REST = "[...]";

    /** Cannot be the name of any other. */
    private static final String NOBODY = "_";

    private static final String STAND_IN = "     ";

    /**
     * Parts in the order in which they are looked at.
     *
     * @param open whether any number of parts may follow
     */
    private record Form(List<String> parts, boolean open) {}

    private final List<Form> forms;
    private final boolean tellsRest;

    /** @param tellsRest whether what {@link #REST} stands for is of interest */
    private RoutePattern(Stream<Form> forms, boolean tellsRest) {
        this.forms = forms.toList();
        this.tellsRest = tellsRest;
    }

    static RoutePattern ofPath(String path) {
        return new RoutePattern(expand(path).stream().map(RoutePattern::path), true);
    }

    /** @param host in any case */
    static RoutePattern ofHost(String host) {
        boolean open = host.startsWith(REST);
        String rest = open ? host.substring(REST.length()) : host;
        return new RoutePattern(expand(rest).stream().map(form -> host(form, open)), false);
    }

    private static Form host(String host, boolean open) {
        return new Form(parts(host, "\\.").map(RoutePattern::lower).toList().reversed(), open);
    }

    private static Form path(String path) {
        List<String> parts = parts(path, "/").toList();
        boolean open = !parts.isEmpty() && parts.getLast().equals(REST);
        return new Form(open ? parts.subList(0, parts.size() - 1) : parts, open);
    }

    private static Stream<String> parts(String text, String separator) {
        return Stream.of(text.split(separator, -1)).filter(part -> !part.isEmpty());
    }

    /** Names of blanks are not those of hosts. */
    private static String lower(String part) {
        return part.startsWith(":") ? part : part.toLowerCase(Locale.ROOT);
    }

    /** With each optional part, then without it. */
    private static List<String> expand(String pattern) {
        List<String> forms = new ArrayList<>();
        expand(pattern, forms);
        return forms;
    }

    private static void expand(String pattern, List<String> forms) {
        String blank = pattern.replace(REST, STAND_IN);
        int close = blank.indexOf(']');
        int open = close < 0 ? -1 : blank.lastIndexOf('[', close);
        if (open < 0) {
            forms.add(pattern);
            return;
        }
        expand(pattern.substring(0, open) + pattern.substring(open + 1, close) + pattern.substring(close + 1), forms);
        expand(pattern.substring(0, open) + pattern.substring(close + 1), forms);
    }

    /**
     * @param parts of a path, decoded; or {@link Target#labels}
     * @param bound what stands for names already
     * @return what stands for the names then; empty if the parts do not fit
     */
    Optional<Map<String, String>> match(List<String> parts, Map<String, String> bound) {
        return forms.stream()
                .map(form -> match(form, parts, bound))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Map<String, String>> match(Form form, List<String> parts, Map<String, String> bound) {
        int fixed = form.parts().size();
        if (form.open() ? parts.size() < fixed : parts.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> bindings = new HashMap<>(bound);
        for (int i = 0; i < fixed; i++) {
            if (!fits(form.parts().get(i), parts.get(i), bindings)) {
                return Optional.empty();
            }
        }
        if (form.open() && tellsRest) {
            bindings.put(REST, String.join("/", parts.subList(fixed, parts.size())));
        }
        return Optional.of(Map.copyOf(bindings));
    }

    private static boolean fits(String pattern, String part, Map<String, String> bindings) {
        if (!pattern.startsWith(":")) {
            return pattern.equals(part);
        }
        String name = pattern.substring(1);
        String earlier = name.equals(NOBODY) ? null : bindings.put(name, part);
        return earlier == null || earlier.equals(part);
    }
}
