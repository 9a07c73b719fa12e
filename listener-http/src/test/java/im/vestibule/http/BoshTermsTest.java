package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.BoshSpec;
import im.vestibule.config.SessionBackend;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of tags, and agreed on at creation. */
class BoshTermsTest {
    @Test
    void agreesOnWhatTheClientAsksForWithinBounds() {
        BoshTerms terms = terms("wait='60' hold='1' ver='1.6'").orElseThrow();
        assertThat(terms.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(terms.requests()).isEqualTo(2);
        assertThat(terms.version()).contains("1.6");
        assertThat(terms.clientAcks()).isFalse();

        BoshTerms bold =
                terms("wait='9007199254740991' hold='9' ver='1.12' ack='1'").orElseThrow();
        assertThat(bold.patience()).isEqualTo(Duration.ofHours(1));
        assertThat(bold.hold()).isEqualTo(1);
        assertThat(bold.version()).contains("1.11");
        assertThat(bold.clientAcks()).isTrue();
    }

    @Test
    void assumesTheUsualWhereTheClientSaysNothing() {
        BoshTerms terms = terms("").orElseThrow();
        assertThat(terms.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(terms.hold()).isEqualTo(1);
        assertThat(terms.version()).isEmpty();
    }

    @Test
    void waitsNoLongerThanItMay() {
        BoshSpec spec = new BoshSpec(
                SessionBackend.MNESIA,
                Optional.empty(),
                Optional.of(Duration.ofSeconds(20)),
                false,
                Duration.ofMinutes(2));
        assertThat(BoshTerms.of(tag("wait='60'").orElseThrow(), spec)
                        .orElseThrow()
                        .patience())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void letsWhoPollsBeSilentForLonger() {
        BoshTerms terms = terms("hold='0'").orElseThrow();
        assertThat(terms.polls()).isTrue();
        assertThat(terms.requests()).isEqualTo(1);
        assertThat(terms.inactivity()).contains(Duration.ofSeconds(34));
    }

    @ParameterizedTest
    @CsvSource({"1.6, 1.6", "1.10, 1.10", "1.11, 1.11", "1.100, 1.11", "2.0, 1.11", "0.9, 0.9"})
    void speaksTheLowerVersion(String asked, String spoken) {
        assertThat(terms("ver='" + asked + "'").orElseThrow().version()).contains(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.", ".6", "1.6.1", "one", "1.99999999999", ""})
    void takesNoVersionThatIsNone(String asked) {
        assertThat(terms("ver='" + asked + "'")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='-1' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1e3' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='9007199254740992' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='99999999999999999999' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' hold='x' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' wait='-1' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' pause='1.5' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' ack='none' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' xmlns='jabber:client'/>",
                "<bodies rid='1' xmlns='http://jabber.org/protocol/httpbind'/>"
            })
    void takesNoTagThatIsNotWhatItShouldBe(String text) {
        XmlElement tag = XmlElement.parse(text).orElseThrow();
        assertThat(BoshTag.of(new StreamHeader(tag.name(), tag.namespace(), tag.namespace(), tag), true))
                .isEmpty();
    }

    @Test
    void standsForAStreamHeader() {
        StreamHeader header = tag("to='door.test' from='a@door.test' xml:lang='de' xmlns:xmpp='urn:xmpp:xbosh'"
                        + " xmpp:version='1.0'")
                .orElseThrow()
                .header();
        assertThat(header.namespace()).isEqualTo(Ns.STREAMS);
        assertThat(header.contentNamespace()).isEqualTo(Ns.CLIENT);
        assertThat(header.attribute("to")).contains("door.test");
        assertThat(header.attribute("from")).contains("a@door.test");
        assertThat(header.attribute("version")).contains("1.0");
        assertThat(header.lang()).contains("de");
    }

    private static Optional<BoshTerms> terms(String attributes) {
        return BoshTerms.of(tag(attributes).orElseThrow(), BoshTalk.SPEC);
    }

    private static Optional<BoshTag> tag(String attributes) {
        XmlElement tag = XmlElement.parse("<body rid='1' " + attributes + " xmlns='" + BoshTag.NS + "'/>")
                .orElseThrow();
        return BoshTag.of(tag, true);
    }
}
