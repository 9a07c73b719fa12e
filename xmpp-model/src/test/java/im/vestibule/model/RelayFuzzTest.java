package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** What has been read is the same to whoever gets it next, relayed as it came or written anew. */
class RelayFuzzTest {
    @FuzzTest
    void relaysWhatItHasRead(byte[] document) {
        Framer framer = Framer.stream(Reading.LIMITS, Ns.CLIENT);
        int pos = 0;
        Framing found = framer.next(document, pos, document.length);
        while (found == Framing.HEADER || found == Framing.ELEMENT) {
            if (found == Framing.ELEMENT) {
                isTheSameWrittenAnew(framer.frame().tree());
                if (framer.frame().relayable()) {
                    isTheSameRelayed(framer.frame());
                }
            }
            pos = framer.position();
            found = framer.next(document, pos, document.length);
        }
    }

    private static void isTheSameWrittenAnew(XmlElement tree) {
        assertThat(XmlElement.parse(XmlWriter.standalone().bytes(tree))).contains(tree);
        assertThat(XmlElement.parse(tree.toString())).contains(tree);
    }

    private static void isTheSameRelayed(Frame frame) {
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
