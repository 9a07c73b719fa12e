package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.BoshSpec;
import im.vestibule.config.SessionBackend;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 by its sections. */
class BoshMachineTest {
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
        talk.pass(250);
        talk.come(102, "ack=100");
        talk.said();
        talk.output();
        assertThat(talk.said()).containsExactly("answer 102#3 {report=101, time=250} +");
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

    // §10: inactivity and pauses.

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

    // §13, §17: ends.

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

    // §15: keys. SHA-1 of "a" is 86f7…, of that 5850….

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
