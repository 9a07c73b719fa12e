package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that must know the key (XEP-0124 §15). */
class BoshKeyTest {
    /** SHA-1 of "a"; that of this is 5850…. */
    private static final String FIRST = "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8";

    @Test
    void takesRequestsThatKnowTheKey() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "newkey=" + FIRST);
        talk.come(101, "key=a", "newkey=" + FIRST);
        talk.output();
        talk.come(101, "key=a");
        talk.come(102, "key=a");
        assertThat(talk.said()).containsExactly("feed 101", "answer 101#2 +", "repeat 101#3", "feed 102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=b", "id=none", "newkey=" + FIRST})
    void endsTheSessionOfWhoDoesNotKnowTheKey(String attribute) {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "newkey=" + FIRST);
        talk.come(101, attribute);
        assertThat(talk.said()).containsExactly("dismiss 101#2 terminate item-not-found", "expel");
    }

    @Test
    void repeatsNothingForWhoDoesNotKnowTheKey() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "newkey=" + FIRST);
        talk.come(101, "key=a");
        talk.output();
        talk.said();
        talk.come(101);
        assertThat(talk.said()).containsExactly("dismiss 101#3 terminate item-not-found", "expel");
    }
}
