package im.vestibule.services.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.testing.Ear;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SessionsTest {
    private static final Optional<UUID> PHONE = Optional.of(UUID.randomUUID());
    private static final Optional<UUID> LAPTOP = Optional.of(UUID.randomUUID());

    private final Sessions sessions = new Sessions();

    private static Session session(String jid, Optional<UUID> agent) {
        return new Session(
                Jid.of(jid), "", new Ear(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), agent);
    }

    private Session open(String jid, Optional<UUID> agent) {
        Session session = session(jid, agent);
        sessions.open(session, 10);
        return session;
    }

    @Test
    void replacesTheSessionOfTheSameAddressAndThatOfTheSameInstallation() {
        Session phone = open("juliet@door.test/a", PHONE);
        Session laptop = open("juliet@door.test/b", LAPTOP);
        Session other = open("juliet@door.test/c", Optional.empty());
        Session another = open("juliet@door.test/d", Optional.empty());
        Session newer = session("juliet@door.test/b", PHONE);

        assertThat(sessions.open(newer, 3)).isEqualTo(new Sessions.Opening.Opened(List.of(phone, laptop)));
        assertThat(sessions.of(newer.jid())).containsExactly(other, another, newer);
    }

    @Test
    void opensWhereNobodyHasToMakeRoomOnly() {
        Session desk = session("juliet@door.test/a", PHONE);
        Session tablet = session("juliet@door.test/b", LAPTOP);

        assertThat(sessions.openVacant(desk, 2)).isTrue();
        assertThat(sessions.openVacant(session("juliet@door.test/a", LAPTOP), 2))
                .isFalse();
        assertThat(sessions.openVacant(session("juliet@door.test/b", PHONE), 2)).isFalse();
        assertThat(sessions.openVacant(tablet, 2)).isTrue();
        assertThat(sessions.openVacant(session("juliet@door.test/c", Optional.empty()), 2))
                .isFalse();
        assertThat(sessions.of(desk.jid())).containsExactly(desk, tablet);
    }

    @Test
    void leavesTheInstallationsOfOthersAlone() {
        Session romeo = open("romeo@door.test/a", PHONE);
        Session juliet = open("juliet@door.test/a", PHONE);

        assertThat(sessions.of(romeo.jid())).containsExactly(romeo);
        assertThat(sessions.of(juliet.jid())).containsExactly(juliet);
    }

    @Test
    void makesRoomByTheOldestSessionThatWaitsForItsClient() {
        Session desk = open("juliet@door.test/a", Optional.empty());
        Session phone = open("juliet@door.test/b", Optional.empty());
        Session tablet = open("juliet@door.test/c", Optional.empty());
        phone.suspended(true);
        tablet.suspended(true);
        Session newer = session("juliet@door.test/d", Optional.empty());

        assertThat(sessions.open(newer, 3)).isEqualTo(new Sessions.Opening.Opened(List.of(phone)));
        assertThat(sessions.of(newer.jid())).containsExactly(desk, tablet, newer);
        tablet.suspended(false);
        assertThat(sessions.open(session("juliet@door.test/e", Optional.empty()), 3))
                .isEqualTo(new Sessions.Opening.TooMany());
    }

    @Test
    void tellsEverySessionOfAnAccountWhichOfThemWantCopies() {
        Session desk = open("juliet@door.test/a", Optional.empty());
        Session phone = open("juliet@door.test/b", Optional.empty());
        Session romeo = open("romeo@door.test/a", Optional.empty());
        assertThat(desk.copied()).isEmpty();

        sessions.copy(phone, true);
        Session tablet = session("juliet@door.test/c", Optional.empty());
        tablet.wantsCopies(true);
        sessions.open(tablet, 10);
        assertThat(desk.copied()).containsExactly(phone, tablet).isEqualTo(tablet.copied());
        assertThat(romeo.copied()).isEmpty();

        sessions.close(phone);
        assertThat(desk.copied()).containsExactly(tablet);
        sessions.copy(tablet, false);
        assertThat(desk.copied()).isEmpty();
    }
}
