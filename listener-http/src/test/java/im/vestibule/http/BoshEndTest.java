package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import org.junit.jupiter.api.Test;

/** Ends, and who hears of them (XEP-0124 §13, §17). */
class BoshEndTest {
    @Test
    void takesInWhatComesWithTheEnd() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        talk.come(102, "type=terminate", "full");
        assertThat(talk.said())
                .containsExactly("feed 101", "feed 102", "dismiss 101#2 +", "dismiss 102#3 terminate", "close");
        assertThat(talk.state()).isEqualTo(new BoshState.Gone());
    }

    @Test
    void saysTheLastWordWithTheRequestThatCameLast() {
        BoshTalk talk = BoshTalk.begun();
        talk.quick = false;
        talk.come(101, "full");
        talk.come(102, "full");
        talk.end(BoshReply.Terminate.of(StreamError.of(Condition.CONFLICT)));
        assertThat(talk.said())
                .containsExactly(
                        "feed 101",
                        "dismiss 101#2 terminate remote-stream-error +",
                        "dismiss 102#3 terminate remote-stream-error");
    }

    @Test
    void saysTheLastWordToTheNextRequest() {
        BoshTalk talk = BoshTalk.begun();
        talk.end(BoshReply.Terminate.of(StreamError.of(Condition.SYSTEM_SHUTDOWN)));
        assertThat(talk.deadline()).isEqualTo(30_000);
        talk.come(101);
        assertThat(talk.said()).containsExactly("dismiss 101#2 terminate system-shutdown +");
        assertThat(talk.state()).isEqualTo(new BoshState.Gone());
    }

    @Test
    void doesNotKeepTheLastWordForEver() {
        BoshTalk talk = BoshTalk.begun();
        talk.end(BoshReply.Terminate.of(BoshCondition.SYSTEM_SHUTDOWN));
        talk.pass(29_999);
        assertThat(talk.state()).isInstanceOf(BoshState.Parting.class);
        talk.pass(1);
        assertThat(talk.state()).isEqualTo(new BoshState.Gone());
    }

    @Test
    void answersTheCreationWithTheEndIfThatComesFirst() {
        BoshTalk talk = BoshTalk.begin(BoshTalk.SPEC);
        talk.end(BoshReply.Terminate.of(StreamError.of(Condition.UNSUPPORTED_VERSION)));
        assertThat(talk.said()).containsExactly("feed 100", "dismiss 100#1 terminate remote-stream-error +");
    }
}
