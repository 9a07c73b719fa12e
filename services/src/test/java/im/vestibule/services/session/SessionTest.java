package im.vestibule.services.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Frames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionTest {
    private final Ear ear = new Ear();
    private final Session romeo = session("romeo@door.test/o'r", "de");
    private final Session juliet = session("juliet@door.test/balcony", "");

    private Session session(String jid, String lang) {
        return new Session(Jid.of(jid), lang, ear, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message to='x'/> | <message from='romeo@door.test/o&apos;r' xml:lang='de' to='x'/>",
                "<message to='x' xml:lang=''/> | <message from='romeo@door.test/o&apos;r' to='x' xml:lang=''/>",
                "<message from='a' to='x'/> | <message from='romeo@door.test/o&apos;r' xml:lang='de' to='x'/>",
                "<message/> | <message from='romeo@door.test/o&apos;r' xml:lang='de' to='romeo@door.test'/>",
                "<message xml:lang='fr'/> | "
                        + "<message from='romeo@door.test/o&apos;r' to='romeo@door.test' xml:lang='fr'/>",
            })
    void completesWhatItPassesOn(String said, String heard) {
        assertThat(romeo.pass(Frames.of(said), juliet.outlet(), Receipt.NONE)).isTrue();

        assertThat(ear.heard()).containsExactly(heard);
    }

    @Test
    void namesNoLanguageIfItsStreamNamedNone() {
        assertThat(juliet.pass(Frames.of("<message to='x'/>"), romeo.outlet(), Receipt.NONE))
                .isTrue();

        assertThat(ear.heard()).containsExactly("<message from='juliet@door.test/balcony' to='x'/>");
    }

    /** Behind a new first tag, {@code body} would be in another namespace than before. */
    @Test
    void rebuildsAStanzaWhoseTagHasAPrefix() {
        romeo.pass(Frames.of("<c:message to='x' xmlns='urn:other'><body/></c:message>"), juliet.outlet(), Receipt.NONE);
        romeo.pass(Frames.of("<c:message xml:lang='fr'/>"), juliet.outlet(), Receipt.NONE);

        assertThat(ear.heard())
                .containsExactly(
                        "<message to='x' from='romeo@door.test/o&apos;r' xml:lang='de'><body"
                                + " xmlns='urn:other'/></message>",
                        "<message xml:lang='fr' from='romeo@door.test/o&apos;r' to='romeo@door.test'/>");
    }

    @Test
    void saysWhetherItWasTaken() {
        ear.deafen();

        assertThat(romeo.pass(Frames.of("<message to='x'/>"), juliet.outlet(), Receipt.NONE))
                .isFalse();
        assertThat(romeo.pass(Frames.of("<c:message to='x'/>"), juliet.outlet(), Receipt.NONE))
                .isFalse();
    }

    @Test
    void boundsTheAddressesWithDirectedPresence() {
        for (int i = 0; i < Session.DIRECTED; i++) {
            assertThat(romeo.direct(Jid.of("user" + i + "@door.test"))).isTrue();
        }

        assertThat(romeo.direct(Jid.of("one-more@door.test"))).isFalse();
        assertThat(romeo.direct(Jid.of("user0@door.test"))).isTrue();

        romeo.forgetDirected(Jid.of("user0@door.test"));
        assertThat(romeo.direct(Jid.of("one-more@door.test"))).isTrue();
    }

    @Test
    void hasAPriorityUntilItBecomesUnavailable() {
        assertThat(romeo.priority()).hasValue(0);

        romeo.presence(new Presence(7, XmlElement.of("presence", Ns.CLIENT)));
        assertThat(romeo.priority()).hasValue(7);

        romeo.presence(null);
        assertThat(romeo.priority()).isEmpty();
    }

    @Test
    void hasNoPriorityIfNobodyEverSeesIt() {
        Session listening = Session.listening(romeo.jid(), ear, romeo.address());
        assertThat(listening.priority()).isEmpty();
    }
}
