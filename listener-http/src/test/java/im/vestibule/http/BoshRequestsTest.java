package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are held, put in order and counted (XEP-0124). */
class BoshRequestsTest {
    // §7, §8: creation, holding, answering.

    @Test
    void answersTheCreationOnceTheStreamHasSpoken() {
        BoshTalk talk = BoshTalk.begin(BoshTalk.SPEC);
        assertThat(talk.said()).containsExactly("feed 100");

        talk.output();
        assertThat(talk.said()).containsExactly("answer 100#1 created +");
    }

    @Test
    void holdsARequestUntilThereIsSomethingToSay() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        assertThat(talk.said()).containsExactly("feed 101");

        talk.output();
        assertThat(talk.said()).containsExactly("answer 101#2 +");
    }

    @Test
    void keepsWhatThereIsToSayForTheNextRequest() {
        BoshTalk talk = BoshTalk.begun();
        talk.output();
        talk.output();
        assertThat(talk.said()).isEmpty();

        talk.come(101);
        assertThat(talk.said()).containsExactly("feed 101", "answer 101#2 +");
    }

    @Test
    void answersTheOlderRequestWhenASecondComes() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        talk.come(102, "full");
        assertThat(talk.said()).containsExactly("feed 101", "feed 102", "answer 101#2");
    }

    @Test
    void answersAHeldRequestOnceItHasWaitedForLongEnough() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "wait=10");
        talk.come(101);
        assertThat(talk.deadline()).isEqualTo(10_000);
        talk.pass(9_999);
        assertThat(talk.said()).containsExactly("feed 101");

        talk.pass(1);
        assertThat(talk.said()).containsExactly("answer 101#2");
    }

    // §14.2: order.

    @Test
    void takesUpRequestsInTheirOrder() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(102, "full");
        assertThat(talk.said()).isEmpty();

        talk.come(101, "full");
        assertThat(talk.said()).containsExactly("feed 101", "feed 102", "answer 101#3");
    }

    @Test
    void takesUpNothingWhileTheStreamIsBusy() {
        BoshTalk talk = BoshTalk.begun();
        talk.quick = false;
        talk.come(101, "full");
        talk.come(102, "full");
        assertThat(talk.said()).containsExactly("feed 101");

        talk.fed();
        assertThat(talk.said()).containsExactly("feed 102");
        talk.fed();
        assertThat(talk.said()).containsExactly("answer 101#2");
    }

    @ParameterizedTest
    @ValueSource(longs = {103, 104, 1_000_000, 98, 1, 0})
    void endsTheSessionWhenANumberIsNowhereNear(long rid) {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        talk.output();
        talk.come(102);
        talk.output();
        talk.come(103);
        talk.said();
        long far = rid > 100 ? rid + 3 : rid;
        talk.come(far);
        assertThat(talk.said())
                .containsExactly(
                        "dismiss 103#4 terminate item-not-found",
                        "dismiss " + far + "#5 terminate item-not-found",
                        "expel");
        assertThat(talk.state()).isEqualTo(new BoshState.Gone());
    }

    @Test
    void takesTheLastNumberOfTheWindowAndNotTheNext() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(102);
        assertThat(talk.said()).isEmpty();
        talk.come(103);
        assertThat(talk.said())
                .containsExactly(
                        "dismiss 102#2 terminate item-not-found", "dismiss 103#3 terminate item-not-found", "expel");
    }

    @Test
    void tellsWhoWaitsForAMissingRequestToComeAgain() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "wait=5");
        talk.come(102);
        talk.pass(5_000);
        assertThat(talk.said()).containsExactly("dismiss 102#2 again");

        talk.come(101);
        talk.come(102);
        assertThat(talk.said()).containsExactly("feed 101", "feed 102", "answer 101#3");
    }

    // §11: too many.

    @Test
    void endsTheSessionWhenMoreRequestsWaitThanMay() {
        BoshTalk talk = BoshTalk.begun();
        talk.quick = false;
        talk.come(101, "full");
        talk.come(102, "full");
        talk.come(103, "full");
        assertThat(talk.said())
                .containsExactly(
                        "feed 101",
                        "dismiss 101#2 terminate policy-violation",
                        "dismiss 102#3 terminate policy-violation",
                        "dismiss 103#4 terminate policy-violation",
                        "expel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=terminate", "pause=60"})
    void takesOneMoreToLeaveOrToPause(String attribute) {
        BoshTalk talk = BoshTalk.begun();
        talk.quick = false;
        talk.come(101, "full");
        talk.come(102, "full");
        talk.come(103, attribute);
        assertThat(talk.said()).containsExactly("feed 101");
        talk.fed();
        talk.fed();
        assertThat(talk.said()).containsExactly("feed 102", "answer 101#2", "feed 103");
    }

    // §12: polling.

    @ParameterizedTest
    @ValueSource(strings = {"hold=0", "wait=0"})
    void answersWhoPollsAtOnce(String attribute) {
        BoshTalk talk = BoshTalk.begin(BoshTalk.SPEC, attribute);
        assertThat(talk.said()).containsExactly("feed 100", "answer 100#1 created");
        talk.come(101, "full");
        assertThat(talk.said()).containsExactly("feed 101", "answer 101#2", "forget 100");
    }

    @Test
    void answersWhoPollsWithWhatHisRequestBroughtAbout() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "hold=0");
        talk.quick = false;
        talk.come(101, "full");
        talk.output();
        assertThat(talk.said()).contains("answer 101#2 +");
    }

    @Test
    void endsTheSessionOfWhoPollsTooOften() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "hold=0");
        talk.come(101);
        talk.pass(2_000);
        talk.come(102);
        talk.said();
        talk.pass(1_999);
        talk.come(103);
        assertThat(talk.said()).containsExactly("dismiss 103#4 terminate policy-violation", "expel");
    }

    @Test
    void letsWhoPollsAskAgainAtOnceBehindAnAnswerWithStanzas() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "hold=0");
        talk.output();
        talk.come(101);
        talk.come(102);
        assertThat(talk.said()).doesNotContain("expel");
        talk.come(103, "full");
        talk.come(104);
        assertThat(talk.said()).doesNotContain("expel");
    }
}
