package im.vestibule.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with blanks to be filled in, as cowboy writes them: {@code :name} stands for one segment, {@code [...]} at the end
 * for any number of them, {@code [/more]} for something that may be missing. A slash at the end makes no difference.
 */
final class PathPattern {
    /** Name of the binding that has what {@code [...]} stands for. */
    static final String REST = "[...]";

    private final List<List<String>> forms;

    private PathPattern(List<List<String>> forms) {
        this.forms = forms;
    }

    static PathPattern of(String path) {
        List<List<String>> forms = new ArrayList<>();
        expand(path, forms);
        return new PathPattern(List.copyOf(forms));
    }

    /** With each optional part, then without it. */
    private static void expand(String path, List<List<String>> forms) {
        int close = path.replace(REST, "     ").indexOf(']');
        int open = close < 0 ? -1 : path.replace(REST, "     ").lastIndexOf('[', close);
        if (open < 0) {
            forms.add(split(path));
            return;
        }
        expand(path.substring(0, open) + path.substring(open + 1, close) + path.substring(close + 1), forms);
        expand(path.substring(0, open) + path.substring(close + 1), forms);
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1)).stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    /**
     * @param segments decoded
     * @return what stands for the names; empty if this is another path
     */
    Optional<Map<String, String>> match(List<String> segments) {
        return forms.stream()
                .map(form -> match(form, segments))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Map<String, String>> match(List<String> form, List<String> segments) {
        boolean open = !form.isEmpty() && form.getLast().equals(REST);
        int fixed = open ? form.size() - 1 : form.size();
        if (open ? segments.size() < fixed : segments.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> bindings = new HashMap<>();
        for (int i = 0; i < fixed; i++) {
            if (form.get(i).startsWith(":")) {
                bindings.put(form.get(i).substring(1), segments.get(i));
            } else if (!form.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        if (open) {
            bindings.put(REST, String.join("/", segments.subList(fixed, segments.size())));
        }
        return Optional.of(Map.copyOf(bindings));
    }
}
