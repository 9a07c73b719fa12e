package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A question to an API and its answer to the last character, as the files of examples have it: two lines, with
 * empty ones between.
 *
 * @param door where it is asked
 * @param who asks
 */
record WholeAnswer(String door, String who, String question, String answer) {
    interface Asking {
        /** @return status and body, with a space between if there is one */
        String ask(WholeAnswer about) throws IOException, InterruptedException;
    }

    static List<WholeAnswer> read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(WholeAnswer.class.getResourceAsStream("/answers/" + file), file)) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", -1))
                    .filter(block -> !block.startsWith("#"))
                    .map(WholeAnswer::of)
                    .toList();
        }
    }

    private static WholeAnswer of(String block) {
        String[] lines = block.strip().split("\n", 2);
        String[] words = lines[0].split(" ", 3);
        return new WholeAnswer(words[0], words[1], words[2], lines.length == 1 ? "" : lines[1]);
    }

    /** Asks everything in the order of the file. */
    static void check(List<WholeAnswer> all, Asking asking) throws IOException, InterruptedException {
        StringBuilder expected = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        for (WholeAnswer each : all) {
            String head = each.door + " " + each.who + " " + each.question + "\n";
            expected.append(head).append(each.answer).append("\n\n");
            seen.append(head).append(asking.ask(each)).append("\n\n");
        }
        assertThat(seen.toString()).isEqualTo(expected.toString());
    }
}
