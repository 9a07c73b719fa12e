package im.vestibule.model;

import static im.vestibule.model.Reading.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the kept inputs in every build. To look for more, one method at a time, for ten minutes each:
 *
 * <pre>JAZZER_FUZZ=1 ./mvnw -pl xmpp-model test -Dtest='FramerFuzzTest#agreesWithOthers'</pre>
 *
 * <p>Inputs that break something land beside the kept ones, in
 * {@code src/test/resources/im/vestibule/model/FramerFuzzTestInputs}; mend the fault and commit them.
 */
class FramerFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void agreesWithOthers(byte[] document) {
        Agreement.check(document);
    }

    /** The first byte says where the others are cut. */
    @FuzzTest(maxDuration = "10m")
    void findsTheSameWhereverItIsCut(byte[] input) {
        int step = input.length == 0 ? 1 : 1 + (input[0] & 0x1F);
        byte[] document = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        int[] cuts = new int[document.length / step];
        Arrays.setAll(cuts, i -> (i + 1) * step);

        List<String> whole = Reading.all(Framer.stream(LIMITS, Ns.CLIENT), document);

        assertThat(Reading.all(Framer.stream(LIMITS, Ns.CLIENT), document, cuts))
                .isEqualTo(whole);
        assertThat(Reading.byteByByte(Framer.stream(LIMITS, Ns.CLIENT), document))
                .isEqualTo(whole);
    }

    /** What is relayed into another stream is the same stanza there. */
    @FuzzTest(maxDuration = "10m")
    void relaysWhatItHasRead(byte[] document) {
        Framer framer = Framer.stream(LIMITS, Ns.CLIENT);
        int pos = 0;
        Framing found = framer.next(document, pos, document.length);
        while (found == Framing.HEADER || found == Framing.ELEMENT) {
            if (found == Framing.ELEMENT && framer.frame().relayable()) {
                check(framer.frame());
            }
            pos = framer.position();
            found = framer.next(document, pos, document.length);
        }
    }

    private static void check(Frame frame) {
        XmlElement tree = frame.tree();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.relay(
                out::write,
                " from='a'".getBytes(UTF_8),
                " to='b'".getBytes(UTF_8),
                " xmlns='jabber:client'".getBytes(UTF_8));

        Optional<XmlElement> relayed = XmlElement.parse(out.toByteArray());

        XmlElement expected = tree.attribute("to").isPresent() ? tree : tree.with("to", "b");
        assertThat(relayed).isPresent();
        assertThat(relayed.get().attributes())
                .containsExactlyInAnyOrderElementsOf(expected.with("from", "a").attributes());
        assertThat(relayed.get().children()).isEqualTo(tree.children());
    }
}
