package im.vestibule.benchmarks;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.Workspace;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to write a tree as XML. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SerialiserBenchmark {
    private final XmlWriter writer = XmlWriter.stream(Ns.CLIENT);
    private final XmlElement message;
    private final XmlElement answer = XmlElement.builder("iq", Ns.CLIENT)
            .attribute("type", "result")
            .attribute("id", "3f1c8e52")
            .attribute("from", "door.test")
            .attribute("to", "romeo@door.test/orchard")
            .build();

    /** The message that the framer is measured with, as a tree. */
    public SerialiserBenchmark() {
        Framer framer = Framer.stream(new FrameLimits(65_536, 64, 1024, 64), Ns.CLIENT, new Workspace());
        if (framer.next(Chat.HEADER, 0, Chat.HEADER.length) != Framing.HEADER
                || framer.next(Chat.MESSAGE, 0, Chat.MESSAGE.length) != Framing.ELEMENT) {
            throw new IllegalStateException("no message: " + framer.fault());
        }
        message = framer.frame().tree();
    }

    /** A message of 320 bytes, piece by piece into a sink. */
    @Benchmark
    public void message(Blackhole hole) {
        writer.write(message, (bytes, offset, length) -> hole.consume(length));
    }

    /** The same into bytes of its own. */
    @Benchmark
    public byte[] bytes() {
        return writer.bytes(message);
    }

    /** The answer to a ping. */
    @Benchmark
    public byte[] answer() {
        return writer.bytes(answer);
    }
}
