package im.vestibule.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScannerTest {
    private static final List<String> STREAM = List.of(
            "<?xml version='1.0'?><stream:stream id='a>b' xmlns:stream='http://etherx.jabber.org/streams'>",
            "<stream:features><a><b x=\"'/>\"/></a></stream:features>",
            "<presence/>",
            "<r xmlns='urn:xmpp:sm:3'/>",
            " <message><body>one &lt; two</body><x><![CDATA[</x>]]></x></message>",
            "</stream:stream>");

    @Test
    void findsElementsWhereverReadsEnd() {
        byte[] bytes = Bytes.of(String.join("", STREAM));
        List<String> whole = scan(bytes, bytes.length);
        assertThat(whole).hasSize(STREAM.size()).element(2).isEqualTo("ELEMENT <presence/>");
        assertThat(whole.getFirst()).startsWith("OPENING <stream:stream id='a>b'");
        assertThat(whole.getLast()).isEqualTo("CLOSING </stream:stream>");
        for (int step = 1; step < bytes.length; step++) {
            assertThat(scan(bytes, step)).as("in steps of %d", step).isEqualTo(whole);
        }
    }

    private static List<String> scan(byte[] bytes, int step) {
        Scanner scanner = Scanner.ofStream();
        List<String> items = new ArrayList<>();
        int at = 0;
        for (int to = Math.min(step, bytes.length); ; to = Math.min(to + step, bytes.length)) {
            for (Scanner.Item item = scanner.next(bytes, at, to);
                    item != Scanner.Item.MORE;
                    item = scanner.next(bytes, at, to)) {
                items.add(item + " " + Bytes.text(bytes, scanner.start(), scanner.end()));
                at = scanner.end();
            }
            if (to == bytes.length) {
                return items;
            }
        }
    }

    @Test
    void seesTheBodyOfBosh() {
        byte[] bytes = Bytes.of("<body sid='s'><message><body>hi</body></message></body>");
        Scanner scanner = Scanner.ofBody();
        assertThat(scanner.next(bytes, 0, bytes.length)).isEqualTo(Scanner.Item.OPENING);
        assertThat(scanner.next(bytes, scanner.end(), bytes.length)).isEqualTo(Scanner.Item.ELEMENT);
        assertThat(scanner.next(bytes, scanner.end(), bytes.length)).isEqualTo(Scanner.Item.CLOSING);
    }

    @Test
    void knowsTextFromXml() {
        byte[] bytes = Bytes.of("HTTP/1.1 400 Bad Request");
        assertThat(Scanner.ofStream().next(bytes, 0, bytes.length)).isEqualTo(Scanner.Item.GARBAGE);
    }
}
