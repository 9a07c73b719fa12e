package im.vestibule.xmpp;

import static im.vestibule.xmpp.OutboundChat.SM;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a stream to another server goes, and how fast, once it is open. */
class OutboundStreamTest {
    private static final String HELLO = "<message from='bob@far.test' to='gateway.test'><body>hello</body></message>";

    private final Callee far = new Callee();

    @AfterEach
    void close() {
        far.close();
    }

    private static String message(int length) {
        return HELLO.replace("hello", "x".repeat(length));
    }

    @Test
    void endsAStreamThatHasBeenSilentForTenMinutesWithoutAComplaint() {
        far.open("");

        far.pass(InboundPipeline.IDLE_SECONDS - 1);
        far.say(HELLO);
        far.pass(InboundPipeline.IDLE_SECONDS - 1);
        far.send("<message to='bob@far.test'/>");
        assertThat(far.said()).isEqualTo("<message to='bob@far.test'/>");
        far.pass(InboundPipeline.IDLE_SECONDS - 1);
        assertThat(far.said()).isEmpty();
        far.pass(1);

        assertThat(far.said()).isEqualTo("</stream:stream>");
        assertThat(far.isConnected()).isFalse();
        assertThat(far.told()).containsExactly("opened", "lost 0");
    }

    @Test
    void readsNoFasterThanTheDomainMaySend() {
        far.open("");

        far.say(message(3 * Callee.RATE));

        assertThat(far.delivered()).hasSize(1);
        assertThat(far.isRead()).isFalse();
        far.pass(3);
        assertThat(far.isRead()).isTrue();
    }

    /** What comes then is answers, which say how much of ours has arrived. */
    @Test
    void readsAsFastAsItCanWhereNoStanzasCome() {
        far.greet().offer("").believe();

        far.say("<r xmlns='urn:xmpp:sm:3'/>".repeat(3 * Callee.RATE / 10));

        assertThat(far.told()).containsExactly("opened");
        assertThat(far.isRead()).isTrue();
    }

    /** The answer may be behind what is not read yet. */
    @Test
    void doesNotGiveUpWhomItDoesNotRead() {
        far.open(SM).say("<enabled xmlns='urn:xmpp:sm:3'/>");
        far.send("<message to='bob@far.test'/>");
        assertThat(far.said()).endsWith("<r xmlns='urn:xmpp:sm:3'/>");
        far.say(message(3 * Callee.RATE));

        far.pass(CountedTransport.PATIENCE_SECONDS);
        assertThat(far.isConnected()).isTrue();
        far.pass(CountedTransport.PATIENCE_SECONDS);

        assertThat(far.isConnected()).isFalse();
        assertThat(far.told()).containsExactly("opened", "lost 1");
    }

    @Test
    void holdsStanzasToTheirOwnLimit() {
        far.open("").say(message(Callee.LASTING - 200));
        assertThat(far.delivered()).hasSize(1);

        far.say(message(Callee.LASTING));

        assertThat(far.said()).startsWith("<stream:error><policy-violation ").endsWith("</stream:stream>");
        assertThat(far.delivered()).hasSize(1);
        assertThat(far.told()).containsExactly("opened", "lost 0");
    }
}
