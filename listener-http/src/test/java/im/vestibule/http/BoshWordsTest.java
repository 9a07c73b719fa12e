package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.http.BoshReply.Plain;
import im.vestibule.http.BoshReply.Report;
import im.vestibule.http.BoshReply.Terminate;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BoshWordsTest {
    private static final String NS = " xmlns='http://jabber.org/protocol/httpbind'";

    @Test
    void saysNothing() {
        assertThat(words(Plain.EMPTY, Said.NOTHING)).isEqualTo("<body" + NS + "/>");
    }

    @Test
    void takesAlongWhatTheStreamHasSaid() {
        Said said = new Said("<iq/>junk".getBytes(UTF_8), 5, false);
        Plain plain = new Plain(OptionalLong.of(7), Optional.of(new Report(5, Duration.ofMillis(852))));
        assertThat(words(plain, said)).isEqualTo("<body" + NS + " ack='7' report='5' time='852'><iq/></body>");
    }

    @Test
    void bindsThePrefixThatFeaturesHave() {
        Said said = new Said("<stream:features/>".getBytes(UTF_8), 18, true);
        assertThat(words(Plain.EMPTY, said))
                .isEqualTo("<body" + NS + " xmlns:stream='http://etherx.jabber.org/streams'><stream:features/></body>");
    }

    @Test
    void saysWhatWasAgreedOn() {
        BoshTerms terms = new BoshTerms(
                1,
                Duration.ofMinutes(1),
                Optional.of(Duration.ofSeconds(30)),
                Duration.ofMinutes(2),
                true,
                false,
                Optional.of("1.6"));
        assertThat(words(new BoshReply.Created(terms, 100), Said.NOTHING))
                .isEqualTo("<body" + NS + " xmlns:xmpp='urn:xmpp:xbosh' sid='s1' from='door.test' wait='60' hold='1'"
                        + " requests='2' ver='1.6' inactivity='30' maxpause='120' ack='100' xmpp:version='1.0'"
                        + " xmpp:restartlogic='true'/>");
    }

    @Test
    void saysHowOftenToPoll() {
        BoshTerms terms = new BoshTerms(
                0, Duration.ZERO, Optional.empty(), Duration.ofMinutes(2), false, false, Optional.empty());
        assertThat(words(new BoshReply.Created(terms, 100), Said.NOTHING))
                .contains(" wait='0' hold='0' requests='1' maxpause='120' polling='2' ");
    }

    @Test
    void saysWhyItIsOver() {
        assertThat(words(Terminate.GRACEFUL, Said.NOTHING)).isEqualTo("<body" + NS + " type='terminate'/>");
        assertThat(words(Terminate.of(StreamError.of(Condition.SYSTEM_SHUTDOWN)), Said.NOTHING))
                .isEqualTo("<body" + NS + " type='terminate' condition='system-shutdown'/>");
        assertThat(words(Terminate.of(StreamError.of(Condition.CONFLICT)), Said.NOTHING))
                .isEqualTo("<body" + NS + " type='terminate' condition='remote-stream-error'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'><stream:error>"
                        + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></body>");
        assertThat(words(new BoshReply.Again(), Said.NOTHING)).isEqualTo("<body" + NS + " type='error'/>");
    }

    @Test
    void writesXmlWhateverIsSaid() {
        for (Condition condition : Condition.values()) {
            String words = words(Terminate.of(StreamError.of(condition)), Said.NOTHING);
            assertThat(XmlElement.parse(words)).as(words).isPresent();
        }
    }

    private static String words(BoshReply reply, Said said) {
        return new String(BoshWords.of(reply, said, "s1", "door.test"), UTF_8);
    }
}
