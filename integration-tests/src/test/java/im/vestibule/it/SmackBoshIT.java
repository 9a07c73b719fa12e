package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.bosh.BOSHConfiguration;
import org.jivesoftware.smack.bosh.XMPPBOSHConnection;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What people do, one of them with an ordinary client by BOSH. */
@ExtendWith(SharedSite.class)
class SmackBoshIT {
    @Test
    void twoPeopleChatAndSeeEachOther(Site site) throws Exception {
        EntityBareJid romeo = JidCreate.entityBareFrom("romeo-by-bosh@door.test");
        EntityBareJid juliet = JidCreate.entityBareFrom("juliet-by-tcp@door.test");
        Person.register(site.door("starttls_fast"), romeo);
        Person.register(site.door("starttls_fast"), juliet);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        XMPPBOSHConnection connection = connection(site, romeo);
        ChatManager.getInstanceFor(connection)
                .addIncomingListener((from, message, chat) -> heard.add(message.getBody()));
        connection.connect().login(romeo.getLocalpart(), Person.PASSWORD);
        try (Person other = Person.login(site.door("tls_fast"), juliet)) {
            ChatManager.getInstanceFor(connection).chatWith(juliet).send("But soft, what light?");
            assertThat(other.hear()).isEqualTo("But soft, what light?");
            for (int i = 0; i < 20; i++) {
                other.say(romeo, "Ay me! ♥ & <so on> " + i);
            }
            // Smack reads the answers of two requests at the same time, so not always in their order.
            Set<String> said = new HashSet<>();
            Set<String> meant = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                meant.add("Ay me! ♥ & <so on> " + i);
                said.add(Objects.requireNonNull(heard.poll(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)));
            }
            assertThat(said).isEqualTo(meant);
            Person one = Person.at(connection);
            one.befriend(juliet);
            other.befriend(romeo);
            await().until(() -> one.knows(juliet).equals(Optional.of(ItemType.both)));
            await().until(() -> one.presence(juliet).isAvailable());
            assertThat(one.pings()).isTrue();
        } finally {
            connection.disconnect();
        }
        await().until(() -> site.house().sessions().all().stream()
                .noneMatch(session -> session.jid().local().equals("romeo-by-bosh")));
    }

    private static XMPPBOSHConnection connection(Site site, EntityBareJid account) {
        return new XMPPBOSHConnection(BOSHConfiguration.builder()
                .setXmppDomain(account.asDomainBareJid())
                // Smack makes no proper URI of an address.
                .setHost("localhost")
                .setPort(site.door("web").address().getPort())
                .setFile("/http-bind")
                .setUseHttps(false)
                .setSecurityMode(SecurityMode.disabled)
                .build());
    }
}
