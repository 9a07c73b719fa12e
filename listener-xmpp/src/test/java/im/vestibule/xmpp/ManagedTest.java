package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Receipt;
import org.junit.jupiter.api.Test;

class ManagedTest extends ManagedScene {
    @Test
    void asksOnceUntilTheClientHasAnswered() {
        send(1);
        send(2);
        pauseIsOver();

        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2));
        assertThat(managed.acknowledge(1)).isTrue();
        assertThat(rope.heard()).isEmpty();
        pauseIsOver();
        assertThat(rope.heard()).containsExactly(ASKED);
        assertThat(managed.acknowledge(2)).isTrue();
        pauseIsOver();
        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
    }

    @Test
    void asksAgainAlongWithAStanzaIfOneComesInTime() {
        send(1);
        assertThat(managed.acknowledge(1)).isTrue();
        pauseIsOver();
        send(2);

        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2), ASKED);
        pauseIsOver();
        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
    }

    @Test
    void asksNoMoreOftenThanAFewTimesASecond() {
        send(1);
        assertThat(managed.acknowledge(1)).isTrue();
        send(2);
        send(3);
        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2), sent(3));

        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
        pauseIsOver();
        assertThat(rope.heard()).containsExactly(ASKED);
    }

    @Test
    void aMessageIsSafeOnceItIsAcknowledgedAndAnythingElseAtOnce() {
        send(1);
        assertThat(managed.outlet().send(XmlElement.of("iq", Ns.CLIENT), window.receive()))
                .isTrue();

        assertThat(window.safe()).isZero();
        assertThat(managed.acknowledge(1)).isTrue();
        assertThat(window.safe()).isEqualTo(2);
    }

    @Test
    void believesNoClientThatHasMoreThanItWasSent() {
        send(1);

        assertThat(managed.acknowledge(2)).isFalse();
        assertThat(managed.sent()).isEqualTo(1);
    }

    @Test
    void endsASessionThatAcknowledgesNothingForTooLong() {
        for (int i = 1; i <= 4; i++) {
            send(i);
        }
        pass((int) Excess.GRACE_SECONDS - 1);
        assertThat(rope.end).isNull();
        pass(1);
        assertThat(rope.end).isEqualTo(Excess.TOO_MANY);
    }

    @Test
    void bearsWithOneThatCatchesUpInTime() {
        for (int i = 1; i <= 4; i++) {
            send(i);
        }
        assertThat(managed.acknowledge(1)).isTrue();
        pass((int) Excess.GRACE_SECONDS);

        assertThat(rope.end).isNull();
    }

    @Test
    void abandonsAConnectionWhoseClientDoesNotAnswer() {
        send(1);
        for (int i = 0; i < Asking.PATIENCE_SECONDS; i++) {
            pass(1);
        }
        assertThat(rope.abandoned).isZero();
        pass(1);

        assertThat(rope.abandoned).isEqualTo(1);
    }

    @Test
    void sendsWhatTheClientHasNotGotAgainInOrder() {
        send(1);
        send(2);
        managed.lost();
        send(3);
        assertThat(managed.session().isSuspended()).isTrue();

        assertThat(resume(1)).isEqualTo(new Takeover.Taken(managed));
        Rope fresh = new Rope();
        managed.tie(fresh);
        channel.runPendingTasks();
        assertThat(fresh.heard()).containsExactly(late(2), late(3), ASKED);
        assertThat(managed.session().isSuspended()).isFalse();
    }

    @Test
    void takesASessionFromAConnectionThatIsStillThere() {
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));

        assertThat(rope.loose).isTrue();
        assertThat(rope.end).isNotNull().extracting(StreamError::condition).isEqualTo(StreamError.Condition.CONFLICT);
    }

    @Test
    void leavesASessionAloneThatSomebodyClaimsToHaveMoreOf() {
        send(1);

        assertThat(resume(2)).isEqualTo(new Takeover.TooHigh(2, 1));
        assertThat(rope.loose).isFalse();
        send(2);
        assertThat(rope.heard()).contains(sent(2));
    }

    @Test
    void isOverOnceItHasWaitedInVain() {
        managed.lost();
        pass(59);
        assertThat(managed.isOver()).isFalse();
        pass(1);

        assertThat(managed.isOver()).isTrue();
        assertThat(resume(0)).isEqualTo(new Takeover.Gone());
    }

    @Test
    void tellsANewConnectionOnceAllIsSafe() {
        Receipt open = managed.window().receive();
        managed.lost();
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));
        Rope fresh = new Rope();
        managed.await(fresh);
        assertThat(fresh.settled).isZero();

        open.settle();
        channel.runPendingTasks();
        assertThat(fresh.settled).isEqualTo(1);
    }

    @Test
    void waitsNoLongerBecauseTheClientComesAnewMeanwhile() {
        Receipt _ = managed.window().receive();
        Rope fresh = new Rope();
        for (int i = 0; i < 3; i++) {
            managed.lost();
            assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));
            fresh = new Rope();
            managed.await(fresh);
            assertThat(fresh.settled).isZero();
            pass((int) Asking.PATIENCE_SECONDS / 3);
        }

        assertThat(fresh.settled).isEqualTo(1);
    }

    @Test
    void doesNotHaveAClientWaitThatComesOnceThatTimeIsOver() {
        Receipt _ = managed.window().receive();
        managed.lost();
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));
        managed.await(new Rope());
        managed.lost();
        pass((int) Asking.PATIENCE_SECONDS);
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));
        Rope fresh = new Rope();
        managed.await(fresh);

        assertThat(fresh.settled).isEqualTo(1);
    }

    @Test
    void keepsAnInactiveClientWaitingForWhatCanWait() {
        managed.rest(new Limit(10));
        XmlElement presence = XmlElement.builder("presence", Ns.CLIENT)
                .attribute("from", "bob@door.test/desk")
                .build();
        assertThat(managed.outlet().send(presence)).isTrue();
        assertThat(managed.sent()).isZero();

        managed.rouse();
        assertThat(rope.said).containsExactly("<presence from='bob@door.test/desk'/>", ASKED);
        assertThat(managed.sent()).isEqualTo(1);
    }

    @Test
    void bearsNoMoreStanzasThanBufferMaxWhileItWaitsForItsClient() {
        managed.lost();
        send(1);
        send(2);
        send(3);
        pass((int) Excess.GRACE_SECONDS);
        assertThat(managed.isOver()).isFalse();
        send(4);
        pass((int) Excess.GRACE_SECONDS - 1);
        assertThat(managed.isOver()).isFalse();
        pass(1);

        assertThat(managed.isOver()).isTrue();
        assertThat(resume(0)).isEqualTo(new Takeover.Gone());
        assertThat(house.resumptions().counts().suspended()).isZero();
    }
}
