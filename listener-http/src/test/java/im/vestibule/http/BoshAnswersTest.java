package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How answers are repeated and acknowledged (XEP-0124). */
class BoshAnswersTest {
    // §14.3: broken connections.

    @Test
    void repeatsAnAnswer() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101);
        talk.output();
        talk.said();
        talk.come(101);
        talk.come(100);
        assertThat(talk.said()).containsExactly("repeat 101#3", "repeat 100#4");
    }

    @Test
    void repeatsAnAnswerSoManyTimesAndNotOnceMore() {
        BoshTalk talk = BoshTalk.begun();
        for (int i = 0; i < BoshAnswers.REPEATS; i++) {
            talk.come(100);
        }
        assertThat(talk.said()).hasSize(BoshAnswers.REPEATS).allMatch(line -> line.startsWith("repeat"));
        talk.come(100);
        assertThat(talk.said()).containsExactly("dismiss 100#18 terminate policy-violation", "expel");
    }

    @Test
    void keepsAsManyAnswersAsThereMayBeRequests() {
        BoshTalk talk = BoshTalk.begun();
        for (int rid = 101; rid < 104; rid++) {
            talk.come(rid);
            talk.output();
        }
        assertThat(talk.said()).contains("forget 100", "forget 101").doesNotContain("forget 102");
        talk.come(101);
        assertThat(talk.said()).containsExactly("dismiss 101#5 terminate item-not-found", "expel");
    }

    @Test
    void holdsARepeatInPlaceOfARequestThatWaits() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(101, "full");
        talk.come(101, "full");
        talk.output();
        assertThat(talk.said()).containsExactly("feed 101", "dismiss 101#2 again", "answer 101#3 +");
    }

    @Test
    void holdsARepeatInPlaceOfARequestBeforeItsTurn() {
        BoshTalk talk = BoshTalk.begun();
        talk.come(102);
        talk.come(102);
        talk.come(101);
        assertThat(talk.said()).containsExactly("dismiss 102#2 again", "feed 101", "feed 102", "answer 101#4");
        talk.output();
        assertThat(talk.said()).containsExactly("answer 102#3 +", "forget 100");
    }

    @Test
    void keepsWhatThereIsToSayWhileNobodyWaits() {
        BoshTalk talk = BoshTalk.begun();
        BoshRequest request = talk.come(101);
        talk.leave(request);
        talk.output();
        assertThat(talk.said()).containsExactly("feed 101");
        talk.come(101);
        assertThat(talk.said()).containsExactly("answer 101#3 +");
    }

    @Test
    void saysItToALaterRequestIfNobodyAsksForTheFirstAgain() {
        BoshTalk talk = BoshTalk.begun();
        talk.leave(talk.come(101));
        talk.said();
        talk.output();
        talk.come(102);
        assertThat(talk.said()).containsExactly("feed 102", "keep 101", "answer 102#3 +", "forget 100");
    }

    @Test
    void doesNotMindWhoLeavesAfterAnAnswer() {
        BoshTalk talk = BoshTalk.begun();
        BoshRequest request = talk.come(101);
        talk.output();
        talk.leave(request);
        talk.come(101);
        assertThat(talk.said()).endsWith("repeat 101#3");
    }

    // §9: acknowledgements.

    @Test
    void saysHowFarItHasComeWhereItIsAskedTo() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.ACKNOWLEDGING);
        talk.come(101);
        talk.come(102);
        assertThat(talk.said()).containsExactly("feed 101", "feed 102", "answer 101#2 {ack=102}");
        talk.output();
        assertThat(talk.said()).containsExactly("answer 102#3 +", "forget 100");
    }

    @Test
    void reportsAnAnswerThatTheClientSeemsToMiss() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "ack=1");
        talk.come(101);
        talk.output();
        talk.pass(5_250);
        talk.come(102, "ack=100");
        talk.said();
        talk.output();
        assertThat(talk.said()).containsExactly("answer 102#3 {report=101, time=5250} +");
    }

    /** Clients such as jbosh take a report of what they have by then for a broken session. */
    @Test
    void reportsNoAnswerThatMayBeOnItsWay() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "ack=1");
        talk.come(101);
        talk.output();
        talk.pass(4_999);
        talk.come(102, "ack=100");
        talk.said();
        talk.output();
        assertThat(talk.said()).containsExactly("answer 102#3 +");
    }

    @Test
    void forgetsAnAnswerOnceTheClientHasIt() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "ack=1");
        talk.come(101, "ack=100");
        talk.output();
        talk.come(102);
        assertThat(talk.said()).containsExactly("forget 100", "feed 101", "answer 101#2 +", "forget 101", "feed 102");
    }

    @Test
    void keepsSomeAnswersForAClientThatNeverSaysWhichItHas() {
        BoshTalk talk = BoshTalk.begun(BoshTalk.SPEC, "ack=1");
        for (int rid = 101; rid < 120; rid++) {
            talk.come(rid, "ack=1");
            talk.output();
        }
        assertThat(talk.live().answered()).hasSize(BoshAnswers.UNACKNOWLEDGED);
    }
}
