package im.vestibule.services.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.Command;
import im.vestibule.services.log.Tap;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Watch;
import im.vestibule.services.pool.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are shell scripts, as they come: good ones, slow ones and broken ones. */
@Timeout(60)
final class ProgramsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Workers.Backoff SOON = new Workers.Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final Programs.Timing PATIENT = new Programs.Timing(LONG, LONG, SOON);

    /** Twelve bytes with its length. */
    private static final Question QUESTION = Question.of("isuser", "a", "b");

    private static final String TAKE = "[ \"$(head -c 12 | wc -c)\" -eq 12 ]";
    private static final String YES = "printf '\\0\\2\\0\\1'";
    private static final String NO = "printf '\\0\\2\\0\\0'";

    @TempDir
    private Path directory;

    private Programs start(String script, int instances, Programs.Timing timing) {
        return start(Command.of(List.of("/bin/sh", "-c", script), directory), instances, timing);
    }

    private static Programs start(Command command, int instances, Programs.Timing timing) {
        return Programs.start(
                new Health("auth.external for door.test", Watch.NONE), command, instances, timing, QUESTION);
    }

    /** Asks until the answer comes that a process gives once it runs again. */
    private static boolean insist(Programs programs) {
        while (true) {
            try {
                return programs.ask(QUESTION);
            } catch (Unreachable _) {
                Thread.onSpinWait();
            }
        }
    }

    /** Asks until a question fails like this: the trials at the start get their share of failures, too. */
    private static void fail(Programs programs, String reason) {
        while (true) {
            try {
                boolean _ = programs.ask(QUESTION);
            } catch (Unreachable e) {
                if (String.valueOf(e.getMessage()).contains(reason)) {
                    return;
                }
            }
        }
    }

    @Test
    void hearsYesAndNo() throws Unreachable {
        try (Programs yes = start("while " + TAKE + "; do " + YES + "; done", 1, PATIENT);
                Programs no = start("while " + TAKE + "; do " + NO + "; done", 1, PATIENT)) {
            assertThat(yes.ask(QUESTION)).isTrue();
            assertThat(yes.ask(QUESTION)).isTrue();
            assertThat(no.ask(QUESTION)).isFalse();
        }
    }

    @Test
    void saysWhyOneDoesNotRun() {
        try (Programs programs = start("exit 3", 1, new Programs.Timing(LONG, LONG, new Workers.Backoff(LONG, LONG)))) {
            fail(programs, "it does not run: ended with code 3");
        }
        try (Programs programs = start(Command.of(List.of("/no/such/program"), directory), 1, PATIENT)) {
            fail(programs, "/no/such/program");
        }
    }

    @Test
    void startsOneAgainThatCrashes() {
        String third = "echo >> starts; [ \"$(wc -l < starts)\" -ge 3 ] || exit 1; ";
        try (Programs programs = start(third + "while " + TAKE + "; do " + YES + "; done", 1, PATIENT)) {
            assertThat(insist(programs)).isTrue();
        }
    }

    @Test
    void asksNobodyWhoHasEnded() throws Exception {
        Program program =
                Program.start(Command.of(List.of("/bin/true"), directory), "ended", new Complaints("test", new Tap()));
        assertThat(program.awaitEnd()).isEqualTo("ended with code 0");
        assertThatThrownBy(() -> program.ask(QUESTION, LONG)).isInstanceOf(Unreachable.class);
    }

    @Test
    void killsOneThatDoesNotAnswer() throws IOException {
        try (Programs programs = start("echo $$ > pid; sleep 1000", 1, new Programs.Timing(SHORT, SHORT, SOON))) {
            fail(programs, "no answer within ");
        }
        if (Files.exists(directory.resolve("pid"))) {
            long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        }
    }

    @Test
    void startsOneAgainThatFallsSilent() throws Unreachable {
        String once = TAKE + " && " + YES + "; sleep 1000";
        try (Programs programs = start(once, 1, new Programs.Timing(LONG, SHORT, SOON))) {
            assertThat(insist(programs)).isTrue();
            // Whoever asks next finds a fresh process, or this one in its sleep.
            assertThat(insist(programs)).isTrue();
            assertThat(insist(programs)).isTrue();
        }
    }

    @Test
    void takesNothingButYesAndNo() {
        for (String answer : List.of("\\0\\2\\0\\2", "\\0\\3abc", "true\\n", "\\0\\0", "\\377\\377\\0\\1")) {
            try (Programs programs = start(TAKE + "; printf '" + answer + "'; sleep 1000", 1, PATIENT)) {
                fail(programs, "an answer that is neither yes nor no");
            }
        }
    }

    @Test
    void takesNoAnswerForThatToAnotherQuestion() {
        String twice = "printf '\\0\\2\\0\\0\\0\\2\\0\\1'";
        try (Programs programs = start("while " + TAKE + "; do " + twice + "; done", 1, PATIENT)) {
            for (int i = 0; i < 3; i++) {
                assertThat(insist(programs)).isFalse();
            }
        }
    }

    @Test
    void killsOneThatSpeaksWithoutBeingAsked() {
        String rude = "while " + TAKE + "; do printf '\\0\\2\\0\\1\\0\\2\\0\\1'; done";
        try (Programs programs = start(rude, 1, PATIENT)) {
            fail(programs, "the program spoke without being asked");
        }
    }

    @Test
    void asksAsManyAtATimeAsThereAreInstances() throws ExecutionException, InterruptedException {
        String together = "touch asked.$$; while [ \"$(ls asked.* | wc -l)\" -lt 3 ]; do sleep 0.01; done; ";
        String script = "while " + TAKE + "; do " + together + YES + "; done";
        List<Future<Boolean>> answers = new ArrayList<>();
        try (Programs programs = start(script, 3, PATIENT);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 9; i++) {
                answers.add(callers.submit(() -> programs.ask(QUESTION)));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void letsThemGoWhenTheServerStops() throws Unreachable {
        Programs programs = start("while " + TAKE + "; do " + YES + "; done; touch end", 2, PATIENT);
        programs.ask(QUESTION);
        programs.close();

        assertThat(directory.resolve("end")).exists();
        assertThatThrownBy(() -> programs.ask(QUESTION)).isInstanceOf(Unreachable.class);
    }

    @Test
    void killsWhoStaysWhenTheServerStops() throws Unreachable {
        Programs programs = start(TAKE + "; " + YES + "; sleep 1000", 1, new Programs.Timing(LONG, SHORT, SOON));
        boolean _ = insist(programs);
        programs.close();

        assertThatThrownBy(() -> programs.ask(QUESTION)).isInstanceOf(Unreachable.class);
    }
}
