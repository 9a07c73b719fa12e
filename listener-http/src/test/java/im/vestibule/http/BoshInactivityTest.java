package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.BoshSpec;
import im.vestibule.config.SessionBackend;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Silence and pauses (XEP-0124 §10). */
class BoshInactivityTest {
    @Test
    void endsASilentSession() {
        BoshTalk talk = BoshTalk.begun();
        assertThat(talk.deadline()).isEqualTo(30_000);
        talk.pass(29_999);
        assertThat(talk.said()).isEmpty();
        talk.pass(1);
        assertThat(talk.said()).containsExactly("lose");
        talk.come(101);
        assertThat(talk.said()).containsExactly("dismiss 101#2 terminate item-not-found");
    }

    @Test
    void isNotSilentWhileARequestWaits() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "wait=60");
        talk.come(101);
        talk.pass(40_000);
        talk.pass(20_000);
        assertThat(talk.said()).containsExactly("feed 101", "answer 101#2");
        talk.pass(29_999);
        assertThat(talk.said()).isEmpty();
        talk.pass(1);
        assertThat(talk.said()).containsExactly("lose");
    }

    @Test
    void isSilentOnceWhoWaitedHasLeft() {
        BoshTalk talk = BoshTalk.begun();
        BoshRequest request = talk.come(101);
        talk.pass(10_000);
        talk.leave(request);
        talk.pass(29_999);
        assertThat(talk.said()).containsExactly("feed 101");
        talk.pass(1);
        assertThat(talk.said()).containsExactly("lose");
    }

    @Test
    void isNotSilentWhileItRepeats() {
        BoshTalk talk = BoshTalk.begun();
        talk.pass(29_000);
        talk.come(100);
        talk.pass(29_000);
        assertThat(talk.said()).containsExactly("repeat 100#2");
    }

    @Test
    void letsSilenceBeWhereItMayLastForEver() {
        BoshSpec spec =
                new BoshSpec(SessionBackend.MNESIA, Optional.empty(), Optional.empty(), false, Duration.ofMinutes(2));
        BoshTalk talk = BoshTalk.begun(spec);
        assertThat(talk.deadline()).isNegative();
        talk.pass(1_000_000_000);
        assertThat(talk.said()).isEmpty();
    }

    @Test
    void answersEverythingBeforeAPauseAndThePauseWithoutStanzas() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        talk.come(102, "pause=100");
        assertThat(talk.said()).containsExactly("feed 101", "feed 102", "answer 101#2", "answer 102#3", "forget 100");
        talk.output();
        assertThat(talk.said()).isEmpty();
        assertThat(talk.deadline()).isEqualTo(100_000);

        talk.pass(99_999);
        talk.come(103);
        assertThat(talk.said()).containsExactly("feed 103", "answer 103#4 +", "forget 101");
        assertThat(talk.deadline()).isEqualTo(30_000);
    }

    @Test
    void endsAPausedSessionAfterThePause() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101, "pause=5");
        talk.pass(4_999);
        assertThat(talk.said()).doesNotContain("lose");
        talk.pass(1);
        assertThat(talk.said()).containsExactly("lose");
    }

    @Test
    void endsTheSessionOfWhoWouldPauseForTooLong() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101, "pause=120");
        talk.said();
        talk.come(102, "pause=121");
        assertThat(talk.said()).containsExactly("dismiss 102#3 terminate policy-violation", "expel");
    }
}
