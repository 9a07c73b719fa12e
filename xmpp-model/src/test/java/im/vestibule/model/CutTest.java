package im.vestibule.model;

import static im.vestibule.model.Reading.HEADER;
import static im.vestibule.model.Reading.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X19: where the bytes are cut makes no difference. */
class CutTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0' encoding='UTF-8'?>" + HEADER
                        + " <message to='romeo@door.test/orchard' type=\"chat\" id = 'a&amp;b'><body>wherefore &#x20AC; \u20AC"
                        + " \uD83D\uDE00 ]] &lt;</body ><a:x xmlns:a='urn:a' a:y='z'/><![CDATA[<&]]]]></message>"
                        + "<iq type='get'><query xmlns='jabber:iq:roster'><stream:x/></query></iq>\n</stream:stream> ",
                "\uFEFF" + HEADER + "<iq></message>",
                HEADER + "<iq from='a' from='b'/>",
                HEADER + "<\u00E9:\u00E9 xmlns:\u00E9='\u00E9'/><\uD800\uDC00/>&foo;",
                HEADER + "<a>]]></a>",
                HEADER + "<a>&unknown;</a>",
                HEADER + "<a><!-- --></a>",
                HEADER + "<a b:c=''/>",
                "<?xml-stylesheet?>",
                "<?xml version='1.0' encoding='latin1'?>",
                "<stream:stream xmlns:stream='a'/> ",
                "<x><y xmlns='jabber:client'/></x><",
            })
    void findsTheSameWhereverItIsCut(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> whole = Reading.all(Framer.stream(LIMITS, Ns.CLIENT), bytes);

        assertThat(whole).isNotEmpty();
        assertThat(Reading.byteByByte(Framer.stream(LIMITS, Ns.CLIENT), bytes)).isEqualTo(whole);
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j += 7) {
                assertThat(Reading.all(Framer.stream(LIMITS, Ns.CLIENT), bytes, i, j))
                        .as("cut at %d and %d", i, j)
                        .isEqualTo(whole);
            }
        }
    }
}
