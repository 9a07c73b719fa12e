package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What people do, with an ordinary client. */
@ExtendWith(SharedSite.class)
class SmackIT {
    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "required_fast", "required_just", "tls_fast", "tls_just"})
    void twoPeopleRegisterAndChatAndSeeEachOther(String door, Site site) throws Exception {
        EntityBareJid romeo = JidCreate.entityBareFrom("romeo-" + door + "@door.test");
        EntityBareJid juliet = JidCreate.entityBareFrom("juliet-" + door + "@door.test");
        Person.register(site.door(door), romeo);
        Person.register(site.door(door), juliet);
        try (Person one = Person.login(site.door(door), romeo);
                Person other = Person.login(site.door(door), juliet)) {
            one.say(juliet, "But soft, what light?");
            assertThat(other.hear()).isEqualTo("But soft, what light?");
            other.say(romeo, "Ay me! ♥ & <so on>");
            assertThat(one.hear()).isEqualTo("Ay me! ♥ & <so on>");

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

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "tls_just"})
    void nobodyGetsInWithAnotherPassword(String door, Site site) throws Exception {
        EntityBareJid mercutio = JidCreate.entityBareFrom("mercutio-" + door + "@door.test");
        Person.register(site.door(door), mercutio);
        XMPPTCPConnection connection = Person.connection(site.door(door), mercutio);
        connection.connect();
        assertThatThrownBy(() -> connection.login(mercutio.getLocalpart(), "wrong horse"))
                .isInstanceOfSatisfying(
                        SASLErrorException.class,
                        refusal -> assertThat(refusal.getSASLFailure().getSASLErrorString())
                                .isEqualTo("not-authorized"));
        connection.disconnect();
    }
}
