package im.vestibule.xmpp;

import static im.vestibule.xmpp.OutboundChat.BIDI;
import static im.vestibule.xmpp.OutboundChat.SM;
import static im.vestibule.xmpp.OutboundChat.STARTTLS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that we call, and that mean no good. */
class HostileCalleeTest {
    private static final String MESSAGE =
            "<message from='bob@far.test' to='gateway.test'><body>let me in</body></message>";
    private static final String PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    private final Callee far = new Callee();

    @AfterEach
    void close() {
        far.close();
    }

    private static void assertEnds(Callee callee, String condition) {
        assertThat(callee.said()).contains("<stream:error><" + condition + " ").endsWith("</stream:stream>");
        assertThat(callee.isConnected()).isFalse();
        assertThat(callee.delivered()).isEmpty();
    }

    /** A moment of a conversation, in which we wait for something. */
    record Moment(String name, Consumer<Callee> until) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Moment> early() {
        return Stream.of(
                new Moment("for its features", Callee::greet),
                new Moment("for TLS", far -> far.greet().offer(STARTTLS)),
                new Moment("for what it makes of our key", far -> far.greet().offer(BIDI)),
                new Moment(
                        "whether it counts, and it has not agreed to send",
                        far -> far.greet().offer(SM).believe()));
    }

    @ParameterizedTest
    @MethodSource("early")
    void whileWeWaitItMaySendNoStanza_F02(Moment moment) {
        moment.until().accept(far);

        far.say(MESSAGE);

        assertEnds(far, "invalid-from");
        assertThat(far.told()).containsExactly("failed remote-server-not-found");
    }

    @Test
    void onAStreamForOneWayItMaySendNoStanza_F02() {
        far.greet().offer("").believe();

        far.say(MESSAGE);

        assertEnds(far, "invalid-from");
        assertThat(far.told()).containsExactly("opened", "lost 0");
    }

    @Test
    void whoIsAskedAboutAKeyMaySendNoStanza_F02() {
        try (Callee asked = new Callee(Optional.of(new Call.Question("their-id", "their-key")))) {
            asked.greet().offer(BIDI).say(MESSAGE);

            assertEnds(asked, "invalid-from");
            assertThat(asked.told()).containsExactly("failed remote-server-not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from='bob@other.test' to='gateway.test'",
                "from='bob@far.test' to='alice@door.test'",
                "from='bob@gateway.test' to='gateway.test'",
                "from='bob@sub.far.test' to='gateway.test'"
            })
    void speaksForTheDomainThatWasCalledAndToTheOneThatCalled_F02(String addresses) {
        far.open("").say("<message " + addresses + "/>");

        assertEnds(far, "invalid-from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to='gateway.test'", "from='bob@far.test'", "from='b@@' to='gateway.test'"})
    void stanzasWithoutAddressesEndTheStream_F04(String addresses) {
        far.open("").say("<message " + addresses + "/>");

        assertEnds(far, "improper-addressing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<db:result from='other.test' to='gateway.test' type='valid'/>",
                "<db:result from='far.test' to='door.test' type='valid'/>",
                "<db:result from='far.test' type='valid'/>",
                "<db:result from='far.test' to='gateway.test'>key</db:result>",
                "<db:verify from='far.test' to='gateway.test' id='id1' type='valid'/>"
            })
    void answersThatNobodyHasAskedForAreDroppedAndWinNoTime_F01(String answer) {
        far.greet().offer("");
        String _ = far.said();

        far.pass(29);
        far.say(answer);
        assertThat(far.said()).isEmpty();
        far.pass(1);

        assertEnds(far, "connection-timeout");
        assertThat(far.told()).containsExactly("failed remote-server-timeout");
    }

    @Test
    void answersThatNobodyHasAskedForAreNotTakenForEver_F01() {
        far.greet().offer("");

        far.say("<db:result from='other.test' to='gateway.test' type='valid'/>".repeat(600));

        assertEnds(far, "policy-violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "proceed", "success", "nothing at all"})
    void keepsUsWaitingForHalfAMinuteAndNoLonger(String what) {
        switch (what) {
            case "features" -> far.greet();
            case "proceed" -> far.greet().offer(STARTTLS);
            case "success" -> far.greet().offer(SM).believe();
            default -> {}
        }
        String _ = far.said();

        far.pass(29);
        // White space is no progress.
        far.say(what.startsWith("nothing") ? "" : "  ");
        assertThat(far.said()).isEmpty();
        far.pass(1);

        assertThat(far.said()).endsWith("</stream:stream>").contains("<connection-timeout ");
        assertThat(far.told()).containsExactly("failed remote-server-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<stream:features><x>", "<db:result from='far.test' to='gateway.test'>", "<x y='"})
    void isCutOffAtTheLimitOfWhatComesBeforeStanzas(String beginning) {
        far.greet();

        far.say(beginning + "x".repeat(Callee.EARLY));

        assertEnds(far, "policy-violation");
        assertThat(far.told()).containsExactly("failed remote-server-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-OpenSSH_10.0\r\n",
                "\0\1\2",
                "<!DOCTYPE x [<!ENTITY y 'z'>]>",
                "<message from='bob@far.test' to='gateway.test'/>",
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1'>"
            })
    void isLeftWhereItIsNoServer(String rubbish) {
        String _ = far.said();

        far.say(rubbish);

        assertThat(far.said()).startsWith("<stream:error>").endsWith("</stream:stream>");
        assertThat(far.isConnected()).isFalse();
        assertThat(far.told()).hasSize(1).allMatch(word -> word.startsWith("failed "));
    }

    /** What stands behind the word was said in the clear, and would be taken for a part of what TLS protects. */
    @ParameterizedTest
    @ValueSource(strings = {PROCEED, MESSAGE, "<stream:features/>"})
    void saysNothingBehindTheWordThatTlsBegins(String more) {
        far.greet().offer(STARTTLS);
        String _ = far.said();

        far.say(PROCEED + more);

        assertThat(far.said()).as("no TLS").isEqualTo("</stream:stream>");
        assertThat(far.isConnected()).isFalse();
        assertThat(far.delivered()).isEmpty();
        assertThat(far.told()).containsExactly("failed remote-server-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PROCEED,
                "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "<enabled xmlns='urn:xmpp:sm:3'/>",
                "<stream:features/>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>"
            })
    void agreesToNothingThatWasNotAskedFor(String answer) {
        far.greet().offer("");

        far.say(answer);

        assertEnds(far, "unsupported-stanza-type");
    }

    /** What the header says does not matter, for it proves nothing: whoever answers is held to what it was called for. */
    @Test
    void isNobodyElseByItsHeader() {
        far.say("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' id='id1' from='other.test' version='1.0'>");
        far.offer(BIDI).believe();
        assertThat(far.told()).containsExactly("opened");

        far.say(MESSAGE.replace("far.test", "other.test"));

        assertEnds(far, "invalid-from");
    }

    @Test
    void opensItsStreamOnce() {
        far.greet().greet();

        assertThat(far.said()).contains("<stream:error>").endsWith("</stream:stream>");
        assertThat(far.isConnected()).isFalse();
    }

    /** It has the last word if it wants one, and nothing comes of it. */
    @Test
    void mayEndInAnger() {
        far.open("")
                .say("<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                        + "</stream:error></stream:stream>");

        assertThat(far.said()).isEqualTo("</stream:stream>");
        assertThat(far.told()).containsExactly("opened", "lost 0");
    }

    @Test
    void acknowledgesNoMoreThanItWasSent() {
        far.open(SM).say("<enabled xmlns='urn:xmpp:sm:3'/>");
        far.send("<message to='bob@far.test'/>");
        String _ = far.said();

        far.say("<a xmlns='urn:xmpp:sm:3' h='2'/>");

        assertEnds(far, "undefined-condition");
        assertThat(far.told()).containsExactly("opened", "lost 1");
    }
}
