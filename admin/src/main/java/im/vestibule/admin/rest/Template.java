package im.vestibule.admin.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path: words, and after colons the names of what stands in their place. Names after question marks, at the end, may be missing:
 * a call without is still that call, and is told what it lacks.
 */
record Template(List<String> segments) {
    static Template of(String path) {
        return new Template(List.of(path.substring(1).split("/", -1)));
    }

    /**
     * @param path decoded
     * @return what stands for the names; empty for another path
     */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() > segments.size()) {
            return Optional.empty();
        }
        Map<String, String> bindings = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean there = i < path.size();
            if (!there && segment.charAt(0) != '?') {
                return Optional.empty();
            }
            if (isName(segment)) {
                if (there) {
                    bindings.put(segment.substring(1), path.get(i));
                }
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(bindings);
    }

    /** How specific it is, to those that fit the same path: more words first. */
    long words() {
        return segments.stream().filter(segment -> !isName(segment)).count();
    }

    private static boolean isName(String segment) {
        return segment.charAt(0) == ':' || segment.charAt(0) == '?';
    }

    List<String> names() {
        return segments.stream()
                .filter(Template::isName)
                .map(segment -> segment.substring(1))
                .toList();
    }

    /** As OpenAPI writes it. */
    String described() {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(isName(segment) ? '{' + segment.substring(1) + '}' : segment);
        }
        return path.toString();
    }
}
