package im.vestibule.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dotted keys with indexes, such as {@code listen.c2s[0].tls.mode}, and the names in them. */
public final class Keys {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_*-]+");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    /** Of fewer letters nobody can tell what was meant, and nobody means more. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 100;

    private Keys() {}

    static String child(String table, String name) {
        String bare = BARE.matcher(name).matches() ? name : '"' + Value.escape(name) + '"';
        return table.isEmpty() ? bare : table + "." + bare;
    }

    static String item(String list, int index) {
        return list + "[" + index + "]";
    }

    /** The table or list around a key; empty for a top-level one. */
    static String parent(String key) {
        if (key.endsWith("]")) {
            return key.substring(0, key.lastIndexOf('['));
        }
        boolean quoted = false;
        for (int i = key.length() - 1; i > 0; i--) {
            if (key.charAt(i) == '"' && key.charAt(i - 1) != '\\') {
                quoted = !quoted;
            } else if (key.charAt(i) == '.' && !quoted) {
                return key.substring(0, i);
            }
        }
        return "";
    }

    static String withoutIndexes(String key) {
        return INDEX.matcher(key).replaceAll("");
    }

    /** What may have been meant by {@code name}. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = plain(name);
        int limit = Math.max(1, wanted.length() / 3);
        String best = "";
        for (String candidate : known) {
            int distance = distance(wanted, plain(candidate));
            if (distance <= limit) {
                limit = distance - 1;
                best = candidate;
            }
        }
        return Optional.of(best).filter(found -> !found.isEmpty()).or(() -> completion(wanted, known));
    }

    /** The only word that begins so, or that is how it begins. */
    private static Optional<String> completion(String wanted, Collection<String> known) {
        List<String> candidates = known.stream()
                .filter(candidate -> plain(candidate).startsWith(wanted) || wanted.startsWith(plain(candidate)))
                .toList();
        return wanted.length() >= SHORTEST && candidates.size() == 1
                ? Optional.of(candidates.getFirst())
                : Optional.empty();
    }

    /** Spelling differences that nobody sees: case, dashes, underscores. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Edits (insert, delete, replace, swap neighbours) that turn one word into the other. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least =
                        Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                edits[i][j] = swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
            }
        }
        return edits[a.length()][b.length()];
    }

    /** {@code "a", "b" or "c"}. */
    static String oneOf(List<String> names) {
        List<String> quoted = names.stream().map(name -> '"' + name + '"').toList();
        int last = quoted.size() - 1;
        return last == 0 ? quoted.getFirst() : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }
}
