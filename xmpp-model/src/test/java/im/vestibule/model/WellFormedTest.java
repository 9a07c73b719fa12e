package im.vestibule.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is XML, what is not, and what XMPP does without (RFC 6120 §11). */
class WellFormedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<a />",
                "<a\t\r\n/>",
                "<a></a>",
                "<a></a \n>",
                "<_.-1/>",
                "<\u00E9l\u00E9ment\u00B7/>",
                "<\uD800\uDC00/>",
                "<a b=''/>",
                "<a b = \"'\" c='\"'/>",
                "<a b='>]]>'/>",
                "<a b='\t\r\n'/>",
                "<a b='&#x10FFFF;&#0000000009;&#xd;'/>",
                "<a>\t\r\n]] ] ></a>",
                "<a>]]&gt;</a>",
                "<a>&lt;&gt;&amp;&apos;&quot;&#9;&#xA;&#x0a;</a>",
                "<a>\u007F\u0080\u00FF\u07FF\u0800\uD7FF\uE000\uFFFD\uD800\uDC00\uDBFF\uDFFF</a>",
                "<a><![CDATA[]]></a>",
                "<a><![CDATA[<&>]]]></a>",
                "<a><![CDATA[]]]]><![CDATA[>]]></a>",
                "<a><![CDATA[x]]>]</a>",
                "<a><b/>x<b></b></a>",
                "<a xmlns=''/>",
                "<a xmlns:b='c' b:d='e'/>",
                "<b:a xmlns:b='c'/>",
                "<a b='1' c:b='2' xmlns:c='d'/>",
                "<a xml:lang='en' xml:space='preserve'/>",
                "<xml:a/>",
                "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
                "<xmla/>",
                "<a xmlnsb='c'/>",
                "<a x:xmlns='b' xmlns:x='c'/>",
            })
    void accepts(String element) {
        assertThat(Reading.elements(element)).singleElement().asString().startsWith("ELEMENT");
        assertThat(XmlElement.parse(element)).isPresent();
    }

    /** X04 among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq></message>",
                "<message></iq>",
                "<a></ab>",
                "<ab></a>",
                "<a></A>",
                "<a><b></a></b>",
                "<a></a b=''>",
                "<a></ a>",
                "<a b=c/>",
                "<a b/>",
                "<a b>",
                "<a b='c/><",
                "<a b='c'd='e'/>",
                "<a b='c' b='d'/>",
                "<a b='c' d='' e='' b='d'/>",
                "<a b'c'/>",
                "<a b=''c/>",
                "<a ='b'/>",
                "<a b='<'/>",
                "<a b='&'/>",
                "<a b='&lt'/>",
                "<a/ >",
                "<a /b>",
                "<a//>",
                "<a>]]></a>",
                "<a>x]]></a>",
                "<a>]]]></a>",
                "<a>&</a>",
                "<a>& </a>",
                "<a>&;</a>",
                "<a>&lt </a>",
                "<a>&1;</a>",
                "<a>&-a;</a>",
                "<a>&#;</a>",
                "<a>&#x;</a>",
                "<a>&#xg;</a>",
                "<a>&#a;</a>",
                "<a>&#X41;</a>",
                "<a>&#0;</a>",
                "<a>&#1;</a>",
                "<a>&#xD800;</a>",
                "<a>&#xFFFE;</a>",
                "<a>&#x110000;</a>",
                "<a>&#4294967337;</a>",
                "<a>&#00000000065;</a>",
                "<a>\u0000</a>",
                "<a>\u0008</a>",
                "<a>\u001F</a>",
                "<a>\uFFFE</a>",
                "<a>\uFFFF</a>",
                "<a b='\u0001'/>",
                "<a b='\uFFFF'/>",
                "<a><![CDATA[\u0001]]></a>",
                "<a><![CDATA[\uFFFE]]></a>",
                "<a><![cdata[]]></a>",
                "<a><![CDATA []]></a>",
                "<a><!E></a>",
                "<a><! -- --></a>",
                "<-a/>",
                "<a\u00D7/>",
                "<\u00B7/>",
                "<a \u0300b=''/>",
            })
    void refuses(String element) {
        assertThat(Reading.elements(element)).containsExactly("FAULT not-well-formed");
        assertThat(XmlElement.parse(element)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a:b/>",
                "<a b:c=''/>",
                "<a><b xmlns:c='d'/><c:e/></a>",
                "<a><b xmlns:c='d'></b><c:e/></a>",
                "<:a/>",
                "<a:/>",
                "<a:b:c xmlns:a='d'/>",
                "<a:1 xmlns:a='d'/>",
                "<a :b=''/>",
                "<a xmlns:b=''/>",
                "<a xmlns:='b'/>",
                "<a xmlns:xmlns='b'/>",
                "<a xmlns:xml='b'/>",
                "<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>",
                "<a xmlns:b='http://www.w3.org/2000/xmlns/'/>",
                "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
                "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<a xmlns='http://www.w3.org/2000/xmlns&#x2F;'/>",
                "<a xmlns:b='http://www.w3.org/XML/1998/namespac&#101;'/>",
                "<xmlns:a/>",
                "<a xmlns='b' xmlns='c'/>",
                "<a xmlns:b='c' xmlns:b='c'/>",
                "<a xmlns:b='c' xmlns:d='c' b:e='' d:e=''/>",
                "<a xmlns:b='c' xmlns:d='&#99;' b:e='' d:e=''/>",
                "<a xmlns:b='c'><f xmlns:d='c' b:e='' d:e=''/></a>",
            })
    void refusesByNamespaces(String element) {
        assertThat(Reading.elements(element)).containsExactly("FAULT not-well-formed");
    }

    @Test
    void letsAnInnerBindingHideAnOuterOne() {
        assertThat(Reading.elements("<a xmlns:b='1'><b:c xmlns:b='2'/><b:c/></a>")
                        .getFirst())
                .endsWith("<a><c xmlns='2'/><c xmlns='1'/></a>");
    }

    /** X01 and X03. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!D",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<!-",
                "<a><!-",
                "<a><!-- --></a>",
                "<?",
                "<a><?",
                "<a><?b c?></a>",
                "<a>&f",
                "<a>&b;</a>",
                "<a>&amp2;</a>",
                "<a>&a;</a>",
                "<a>&lta;</a>",
                "<a>&a:b;</a>",
                "<a>&\u00E4;</a>",
                "<a b='&c",
                "<a b='&c;'/>",
            })
    void restricts(String document) {
        assertThat(Reading.elements(" " + document)).containsExactly("FAULT restricted-xml");
    }

    /** X05. */
    @ParameterizedTest
    @CsvSource({
        "overlong NUL, C0 80",
        "overlong slash, C0 AF",
        "overlong slash in three, E0 80 AF",
        "overlong slash in four, F0 80 80 AF",
        "overlong in two, C1 BF",
        "overlong in three, E0 9F BF",
        "overlong in four, F0 8F BF BF",
        "high surrogate, ED A0 80",
        "low surrogate, ED BF BF",
        "beyond Unicode, F4 90 80 80",
        "five bytes, F8 88 80 80 80",
        "lone tail, 80",
        "tail missing, C3 28",
        "tail missing in three, E2 82 28",
        "tail missing in four, F0 9F 98 28",
        "lead after lead, C3 C3",
        "FE, FE",
        "FF, FF",
    })
    void refusesBytesThatAreNotUtf8(String name, String hex) {
        StringBuilder bytes = new StringBuilder();
        for (String b : hex.split(" ", -1)) {
            bytes.append((char) Integer.parseInt(b, 16));
        }
        for (String place :
                new String[] {"<a>%s</a>", "<a b='%s'/>", "<a%s/>", "<a b%s=''/>", "<a><![CDATA[%s]]></a>"}) {
            assertThat(Reading.elements(Reading.raw(place.formatted(bytes))))
                    .as(name + " in " + place)
                    .containsExactly("FAULT not-well-formed");
        }
    }

    @Test
    void faultsAtTheFirstByteThatCannotBeRight() {
        for (String start :
                new String[] {"<a>\u00C0", "<a>\u00ED\u00A0", "<a>\u00F4\u0090", "<a>\u0001", "<a b='<", "<a></b"}) {
            assertThat(Reading.elements(Reading.raw(start))).containsExactly("FAULT not-well-formed");
        }
    }

    @Test
    void parsesNothingButOneElement() {
        assertThat(XmlElement.parse(" <a/> ")).contains(XmlElement.of("a", ""));
        for (String document : new String[] {"", " ", "x", "<a/><b/>", "<a/>x", "<a/><b", "<a>", "<a/></a>"}) {
            assertThat(XmlElement.parse(document)).isEmpty();
        }
    }
}
