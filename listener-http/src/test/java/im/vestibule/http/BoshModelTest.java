package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever clients and streams do, in whatever order. */
class BoshModelTest {
    @Property(tries = 2_000)
    void everyRequestIsAnsweredOnceAndInOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 11) Integer> moves, @ForAll boolean acks) {
        BoshTalk talk = BoshTalk.begin(acks ? BoshTalk.ACKNOWLEDGING : BoshTalk.SPEC, acks ? "ack=1" : "ver=1.6");
        List<BoshRequest> waiting = new ArrayList<>();
        List<String> all = new ArrayList<>();
        long next = 101;
        for (int move : moves) {
            switch (move) {
                case 0, 1, 2, 3 -> waiting.add(talk.come(next++, move < 2 ? "full" : "id=x"));
                case 4 -> waiting.add(talk.come(next + 1));
                case 5 -> waiting.add(talk.come(Math.max(100, next - 1)));
                case 6 -> waiting.add(talk.come(Math.max(100, next - 2)));
                case 7 -> talk.output();
                case 8 -> talk.pass(1_000L * moves.size());
                case 9 -> talk.quick = !talk.quick;
                case 10 -> talk.fed();
                default -> {
                    if (!waiting.isEmpty()) {
                        talk.leave(waiting.removeLast());
                    }
                }
            }
            all.addAll(talk.said());
            isBounded(talk.state());
        }
        assertThat(all.stream()
                        .filter(line -> line.matches("(answer|dismiss|repeat) .*"))
                        .map(BoshModelTest::number))
                .as("no request is answered twice")
                .doesNotHaveDuplicates();
        assertThat(all.stream().filter(line -> line.startsWith("feed ")).map(BoshModelTest::rid))
                .as("all are taken up in order")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(all.stream().filter(line -> line.matches("(answer|keep) .*")).map(BoshModelTest::rid))
                .as("all are answered in order")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static void isBounded(BoshState state) {
        if (state instanceof BoshState.Live live) {
            int most = live.terms().requests() + 1;
            assertThat(live.open().size()).isLessThanOrEqualTo(most);
            assertThat(live.early().size()).isLessThanOrEqualTo(most);
            assertThat(live.answered().size()).isLessThanOrEqualTo(BoshAnswers.UNACKNOWLEDGED);
            assertThat(live.isQuiet() || live.deadline().isPresent()).isTrue();
        }
    }

    private static String number(String line) {
        return line.split(" ", 3)[1];
    }

    private static long rid(String line) {
        return Long.parseLong(number(line).replaceAll("#.*", ""));
    }
}
