package im.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.Workspace;
import im.vestibule.model.XmlElement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one chat message costs on its way through the framer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Chat.MESSAGES)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FramerBenchmark {
    private static final byte[] FROM = " from='romeo@door.test/orchard'".getBytes(UTF_8);
    private static final byte[] NOTHING = {};
    // Not a multiple of a message, so that every chunk ends within one.
    private static final int SEGMENT = 500;

    private final byte[] chunk = Chat.chunk();
    private final JidCache addresses = new JidCache();
    private final Copy copy = new Copy();
    private final Framer framer;

    /** A stream whose header has been read. */
    public FramerBenchmark() {
        framer = Framer.stream(new FrameLimits(65_536, 64, 1024, 64), Ns.CLIENT, new Workspace());
        if (framer.next(Chat.HEADER, 0, Chat.HEADER.length) != Framing.HEADER) {
            throw new IllegalStateException("no header: " + framer.fault());
        }
    }

    /** Strict validation, and what routing asks of the first tag. */
    @Benchmark
    public void firstTag(Blackhole hole) {
        int pos = 0;
        while (framer.next(chunk, pos, chunk.length) == Framing.ELEMENT) {
            Frame frame = framer.frame();
            hole.consume(frame.kind());
            hole.consume(frame.start(Frame.Field.TO));
            hole.consume(frame.length(Frame.Field.TO));
            hole.consume(frame.start(Frame.Field.FROM));
            hole.consume(frame.value(Frame.Field.TYPE));
            pos = framer.position();
        }
    }

    /** The same and the address looked up. */
    @Benchmark
    public void address(Blackhole hole) {
        int pos = 0;
        while (framer.next(chunk, pos, chunk.length) == Framing.ELEMENT) {
            Frame frame = framer.frame();
            Optional<Jid> to = addresses.get(frame, Frame.Field.TO);
            hole.consume(to);
            hole.consume(frame.kind());
            pos = framer.position();
        }
    }

    /** Strict validation, and the message written behind a new first tag. */
    @Benchmark
    public void relay(Blackhole hole) {
        int pos = 0;
        while (framer.next(chunk, pos, chunk.length) == Framing.ELEMENT) {
            Frame frame = framer.frame();
            copy.count = 0;
            if (frame.relayable()) {
                frame.relay(copy, FROM, NOTHING, NOTHING);
            }
            hole.consume(copy.count);
            pos = framer.position();
        }
    }

    /** Strict validation of messages that are cut by the ends of segments. */
    @Benchmark
    public void segments(Blackhole hole) {
        for (int from = 0; from < chunk.length; from += SEGMENT) {
            int to = Math.min(from + SEGMENT, chunk.length);
            int pos = from;
            while (framer.next(chunk, pos, to) == Framing.ELEMENT) {
                StanzaKind kind = framer.frame().kind();
                hole.consume(kind);
                pos = framer.position();
            }
        }
    }

    /** Strict validation, and the message as a tree. */
    @Benchmark
    public void tree(Blackhole hole) {
        int pos = 0;
        while (framer.next(chunk, pos, chunk.length) == Framing.ELEMENT) {
            XmlElement element = framer.frame().tree();
            hole.consume(element);
            pos = framer.position();
        }
    }

    private static final class Copy implements Sink {
        private final byte[] bytes = new byte[1024];
        private int count;

        @Override
        public void write(byte[] source, int offset, int length) {
            System.arraycopy(source, offset, bytes, count, length);
            count += length;
        }
    }
}
