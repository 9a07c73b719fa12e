package im.vestibule.tls;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what was meant by a misspelt name. */
final class Nearest {
    private Nearest() {}

    /** {@code "did you mean …?"} if half of a known name is right, else an empty string. */
    static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(name -> 2 * (word.length() - name.length()) <= name.length())
                .min(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> 2 * distance(word, name) <= name.length())
                .map(name -> "did you mean " + name + "?")
                .orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours from one word to the other, whatever their case. */
    private static int distance(String one, String other) {
        String from = one.toUpperCase(Locale.ROOT);
        String to = other.toUpperCase(Locale.ROOT);
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int step =
                        Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(step, steps[i - 2][j - 2] + 1) : step;
            }
        }
        return steps[from.length()][to.length()];
    }
}
