package im.vestibule.benchmarks;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import im.vestibule.model.XmlElement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What the same messages cost as trees built from the events of Aalto's non-blocking parser. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Chat.MESSAGES)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AaltoBenchmark {
    private final byte[] chunk = Chat.chunk();
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader = new InputFactoryImpl().createAsyncForByteArray();
    private final Deque<XmlElement.Builder> building = new ArrayDeque<>();

    /** Reads the header of the stream. */
    @Setup
    public void open() throws XMLStreamException {
        reader.getInputFeeder().feedInput(Chat.HEADER, 0, Chat.HEADER.length);
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            // The declaration.
        }
    }

    @Benchmark
    public void tree(Blackhole hole) throws XMLStreamException {
        reader.getInputFeeder().feedInput(chunk, 0, chunk.length);
        int event = reader.next();
        while (event != AsyncXMLStreamReader.EVENT_INCOMPLETE) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> building.push(start());
                case XMLStreamConstants.CHARACTERS -> text();
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement element = building.pop().build();
                    if (building.isEmpty()) {
                        hole.consume(element);
                    } else {
                        building.element().child(element);
                    }
                }
                default -> throw new IllegalStateException("event " + event);
            }
            event = reader.next();
        }
    }

    private XmlElement.Builder start() {
        XmlElement.Builder element = XmlElement.builder(reader.getLocalName(), reader.getNamespaceURI());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(
                    reader.getAttributeNamespace(i), reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    private void text() throws XMLStreamException {
        if (!building.isEmpty()) {
            building.element().text(reader.getText());
        }
    }
}
