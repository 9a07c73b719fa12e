package im.vestibule.model;

import static im.vestibule.model.StreamError.Condition.NOT_WELL_FORMED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the framer takes, Aalto takes with the same tree. What the framer calls malformed, Aalto refuses; or else the
 * stricter parser of the JDK does, for Aalto lets pass some overlong UTF-8, references without digits and the like.
 *
 * <p>There are exceptions. Aalto does not know the fifth edition of XML 1.0, which has more names and reads any version
 * 1.x as 1.0, nor a byte order mark. The framer alone refuses references of many digits. What XMPP restricts is not
 * compared.
 */
final class Agreement {
    private static final FrameLimits LIMITS = new FrameLimits(1_000_000, 100, 1000, 100);
    private static final Pattern LONG_REFERENCE = Pattern.compile("&#x?[0-9A-Fa-f]{11}");
    private static final Pattern OTHER_VERSION =
            Pattern.compile("^(\u00EF\u00BB\u00BF)?<\\?xml\\s+version\\s*=\\s*['\"]1\\.(?!0['\"])");
    private static final Pattern VALUE = Pattern.compile("'[^'<]*'|\"[^\"<]*\"");
    private static final Pattern WIDE_NAME = Pattern.compile("<[^>]*[^\\x00-\\x7F]");

    private Agreement() {}

    static void check(byte[] document) {
        // One character for each byte.
        String bytes = new String(document, ISO_8859_1);
        if (OTHER_VERSION.matcher(bytes).find()) {
            return;
        }
        Supplier<String> text = () -> new String(document, UTF_8);
        Framer framer = Framer.elements(LIMITS, Ns.CLIENT);
        Framing found = framer.next(document, 0, document.length);
        Optional<XmlElement> tree = Optional.empty();
        if (found == Framing.ELEMENT) {
            tree = Optional.of(framer.frame().tree());
            found = framer.next(document, framer.position(), document.length);
        }
        Optional<XmlElement> expected = Oracle.parse(document);
        if (found == Framing.MORE && tree.isPresent() && !framer.holds()) {
            boolean known = expected.isEmpty() && (bytes.startsWith("\u00EF\u00BB\u00BF") || hasWideName(bytes));
            assertThat(known || expected.equals(tree)).as(text).isTrue();
        } else if (found == Framing.MORE) {
            assertThat(expected).as(text).isEmpty();
        } else if (found == Framing.FAULT && framer.fault().condition() == NOT_WELL_FORMED && expected.isPresent()) {
            boolean known = LONG_REFERENCE.matcher(bytes).find();
            assertThat(known || !Oracle.accepts(document)).as(text).isTrue();
        }
    }

    private static boolean hasWideName(String bytes) {
        return WIDE_NAME.matcher(VALUE.matcher(bytes).replaceAll("")).find();
    }
}
