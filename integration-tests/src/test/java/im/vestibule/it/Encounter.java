package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jxmpp.jid.EntityBareJid;

/** What two people do with their ordinary clients, whichever way these are connected: they chat, become contacts, and part. */
final class Encounter {
    private final Person one;
    private final Person other;

    Encounter(Person one, Person other) {
        this.one = one;
        this.other = other;
    }

    /** At its end the other has left. */
    void run() throws Exception {
        EntityBareJid romeo = one.account();
        EntityBareJid juliet = other.account();
        one.say(juliet, "But soft, what light?");
        assertThat(other.hear()).isEqualTo("But soft, what light?");
        for (int i = 0; i < 5; i++) {
            other.say(romeo, "Ay me! ♥ & <so on> " + i);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(one.hear()).isEqualTo("Ay me! ♥ & <so on> " + i);
        }

        one.befriend(juliet);
        other.befriend(romeo);
        await().until(() -> one.knows(juliet).equals(Optional.of(ItemType.both)));
        await().until(() -> other.knows(romeo).equals(Optional.of(ItemType.both)));
        await().until(() -> one.presence(juliet).isAvailable());
        other.is("on the balcony");
        await().until(() -> "on the balcony".equals(one.presence(juliet).getStatus()));
        other.leave();
        await().until(() -> !one.presence(juliet).isAvailable());
        assertThat(one.pings()).isTrue();
    }
}
