package im.vestibule.model;

import static im.vestibule.model.Reading.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The same bytes are the same elements and the same fault, however they are cut; and nothing is beyond the limits. */
class FramerFuzzTest {
    private static final FrameLimits TIGHT = new FrameLimits(64, 3, 3, 3);

    /** The first byte says where the others are cut, how little may be read, and of what kind it is. */
    @FuzzTest
    void findsTheSameWhereverItIsCut(byte[] input) {
        int how = input.length == 0 ? 0 : input[0];
        int step = 1 + (how & 0x1F);
        FrameLimits limits = (how & 0x20) == 0 ? LIMITS : TIGHT;
        byte[] document = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        int[] cuts = new int[document.length / step];
        Arrays.setAll(cuts, i -> (i + 1) * step);
        Supplier<Framer> framers = switch ((how >> 6) & 0x3) {
            case 1 -> () -> Framer.elements(limits, Ns.CLIENT);
            case 2 -> () -> Framer.wrapped(limits, Ns.CLIENT, "urn:wrapper", new Workspace());
            case 3 -> () -> Framer.stream(limits, Ns.SERVER);
            default -> () -> Framer.stream(limits, Ns.CLIENT);
        };

        List<String> whole = Reading.all(framers.get(), document);

        assertThat(Reading.all(framers.get(), document, cuts)).isEqualTo(whole);
        assertThat(Reading.byteByByte(framers.get(), document)).isEqualTo(whole);
        isWithin(limits, framers.get(), document);
    }

    private static void isWithin(FrameLimits limits, Framer framer, byte[] document) {
        int pos = 0;
        Framing found = framer.next(document, pos, document.length);
        while (found == Framing.HEADER || found == Framing.ELEMENT) {
            assertThat(framer.frame().size()).isLessThanOrEqualTo((int) limits.bytes());
            assertThat(framer.position()).isGreaterThan(pos);
            if (found == Framing.ELEMENT) {
                XmlElement tree = framer.frame().tree();
                assertThat(depth(tree)).isLessThanOrEqualTo(limits.depth());
                assertThat(inside(tree)).isLessThanOrEqualTo(limits.elements());
                assertThat(framer.frame().children())
                        .isEqualTo((int) tree.elements().count());
            }
            pos = framer.position();
            found = framer.next(document, pos, document.length);
        }
    }

    private static int depth(XmlElement element) {
        return 1 + element.elements().mapToInt(FramerFuzzTest::depth).max().orElse(0);
    }

    private static int inside(XmlElement element) {
        return element.elements().mapToInt(child -> 1 + inside(child)).sum();
    }
}
