package im.vestibule.services.program;

import im.vestibule.config.Command;
import im.vestibule.services.pool.Unreachable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One process that is asked one question at a time. An answer is the length 2 and then 1 for yes or 0 for no, of two bytes
 * each. A process that does anything else, or nothing, is killed: what it says later could be taken for the answer to
 * another question. Its pipes are read on threads of their own, as virtual ones would hold on to their carriers.
 */
final class Program {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** Exit codes above this are signals. */
    private static final int SIGNAL = 128;

    private static final int KILL = 9;

    private final Process process;
    private final DataInputStream in;
    private final OutputStream out;
    private final BlockingQueue<Asked> questions = new ArrayBlockingQueue<>(1);
    private final Thread conversation;
    private volatile boolean answered;
    private volatile boolean told;
    private volatile boolean deaf;
    private volatile Optional<String> fault = Optional.empty();

    private record Asked(Question question, CompletableFuture<Boolean> answer) {}

    private Program(Process process, String name, Complaints complaints) {
        this.process = process;
        in = new DataInputStream(process.getInputStream());
        out = process.getOutputStream();
        conversation = Thread.ofPlatform().daemon().name(name).start(this::converse);
        Thread.ofPlatform()
                .daemon()
                .name(name + "-stderr")
                .start(() -> complaints.read(process.getErrorStream(), () -> told));
    }

    /**
     * @param name of its threads
     * @throws IOException if it cannot be started
     */
    static Program start(Command command, String name, Complaints complaints) throws IOException {
        Process process = new ProcessBuilder(command.words())
                .directory(command.directory().toFile())
                .start();
        return new Program(process, name, complaints);
    }

    /** Whether it has answered anything. */
    boolean hasAnswered() {
        return answered;
    }

    boolean isOver() {
        return fault.isPresent() || !process.isAlive();
    }

    /**
     * @throws Unreachable if it did not answer as it should; then it is over
     */
    boolean ask(Question question, Duration patience) throws Unreachable {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (question.isSecret()) {
            told = true;
        }
        try {
            if (!questions.offer(new Asked(question, answer))) {
                throw new IllegalStateException("two questions at a time");
            }
            if (deaf) {
                refuse();
            }
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failed("no answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw failed(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the server stops", e);
        }
    }

    private Unreachable failed(@Nullable String words, Exception cause) {
        String reason = String.valueOf(words);
        kill(reason);
        return new Unreachable(reason, cause);
    }

    private void converse() {
        try {
            while (true) {
                Asked asked = questions.take();
                try {
                    boolean yes = exchange(asked.question());
                    answered = true;
                    asked.answer().complete(yes);
                } catch (EOFException e) {
                    asked.answer().completeExceptionally(new IOException("the program has closed its output", e));
                } catch (IOException e) {
                    asked.answer().completeExceptionally(e);
                }
            }
        } catch (InterruptedException _) {
            // Killed.
        } finally {
            deaf = true;
            refuse();
        }
    }

    /** Whoever has asked too late is not to wait for an answer. */
    private void refuse() {
        Asked asked = questions.poll();
        if (asked != null) {
            asked.answer().completeExceptionally(new IOException("the program has ended"));
        }
    }

    private boolean exchange(Question question) throws IOException {
        if (in.available() > 0) {
            throw new IOException("the program spoke without being asked");
        }
        out.write(question.bytes());
        out.flush();
        int length = in.readUnsignedShort();
        int answer = length == Short.BYTES ? in.readUnsignedShort() : -1;
        return switch (answer) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IOException("an answer that is neither yes nor no");
        };
    }

    /** Waits until it is over, and says why that is so. */
    String awaitEnd() throws InterruptedException {
        int code = process.waitFor();
        conversation.interrupt();
        String end = code > SIGNAL ? "ended by signal " + (code - SIGNAL) : "ended with code " + code;
        return code == SIGNAL + KILL ? fault.orElse(end) : end;
    }

    /** With whatever it has started itself. */
    private void kill(String reason) {
        if (fault.isEmpty()) {
            fault = Optional.of(reason);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        conversation.interrupt();
    }

    /** Lets it see the end of its input, and kills it if it stays. May wait. */
    void close() {
        try {
            out.close();
            if (process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                conversation.interrupt();
                return;
            }
        } catch (IOException _) {
            // It does not read any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill("the server stops");
    }
}
