package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.TlsSpec.Mode;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.chat2.Chat;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What people do, with an ordinary client. */
@ExtendWith(SharedSite.class)
class SmackIT {
    private static final String PASSWORD = "correct horse";

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "required_fast", "required_just", "tls_fast", "tls_just"})
    void twoPeopleRegisterAndChatAndSeeEachOther(String door, Site site) throws Exception {
        EntityBareJid romeo = JidCreate.entityBareFrom("romeo-" + door + "@door.test");
        EntityBareJid juliet = JidCreate.entityBareFrom("juliet-" + door + "@door.test");
        register(site.door(door), romeo);
        register(site.door(door), juliet);
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
            await().until(() -> one.roster.getPresence(juliet).isAvailable());
            other.connection.sendStanza(status("on the balcony"));
            await().until(() ->
                    "on the balcony".equals(one.roster.getPresence(juliet).getStatus()));
            other.connection.disconnect();
            await().until(() -> !one.roster.getPresence(juliet).isAvailable());
            assertThat(PingManager.getInstanceFor(one.connection).pingMyServer())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "tls_just"})
    void nobodyGetsInWithAnotherPassword(String door, Site site) throws Exception {
        EntityBareJid mercutio = JidCreate.entityBareFrom("mercutio-" + door + "@door.test");
        register(site.door(door), mercutio);
        XMPPTCPConnection connection = connection(site.door(door));
        connection.connect();
        assertThatThrownBy(() -> connection.login(mercutio.getLocalpart(), "wrong horse"))
                .isInstanceOfSatisfying(
                        SASLErrorException.class,
                        refusal -> assertThat(refusal.getSASLFailure().getSASLErrorString())
                                .isEqualTo("not-authorized"));
        connection.disconnect();
    }

    private static void register(Site.Door door, EntityBareJid account) throws Exception {
        XMPPTCPConnection connection = connection(door);
        connection.connect();
        AccountManager accounts = AccountManager.getInstance(connection);
        // Smack does not see TLS that its socket brings along.
        accounts.sensitiveOperationOverInsecureConnection(true);
        accounts.createAccount(account.getLocalpart(), PASSWORD);
        connection.disconnect();
    }

    private static XMPPTCPConnection connection(Site.Door door) throws Exception {
        XMPPTCPConnectionConfiguration.Builder wanted = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain("door.test")
                .setHostAddress(door.address().getAddress())
                .setPort(door.address().getPort())
                .setCustomX509TrustManager(Tls.trusting())
                .setHostnameVerifier((host, session) -> true);
        if (door.mode().equals(Optional.of(Mode.TLS))) {
            wanted.setSocketFactory(Tls.context().getSocketFactory()).setSecurityMode(SecurityMode.disabled);
        } else {
            wanted.setSecurityMode(SecurityMode.required);
        }
        return new XMPPTCPConnection(wanted.build());
    }

    private static Presence status(String text) {
        return PresenceBuilder.buildPresence().setStatus(text).build();
    }

    /** Somebody at a client. */
    private static final class Person implements AutoCloseable {
        final XMPPTCPConnection connection;
        final Roster roster;
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        private Person(XMPPTCPConnection connection) {
            this.connection = connection;
            roster = Roster.getInstanceFor(connection);
            roster.setSubscriptionMode(Roster.SubscriptionMode.accept_all);
            ChatManager.getInstanceFor(connection)
                    .addIncomingListener((from, message, chat) -> heard.add(message.getBody()));
        }

        static Person login(Site.Door door, EntityBareJid account) throws Exception {
            Person person = new Person(SmackIT.connection(door));
            person.connection.connect();
            person.connection.login(account.getLocalpart(), PASSWORD);
            return person;
        }

        void say(EntityBareJid to, String text) throws Exception {
            Chat chat = ChatManager.getInstanceFor(connection).chatWith(to);
            chat.send(text);
        }

        String hear() throws InterruptedException {
            String text = heard.poll(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
            return text == null ? "nothing" : text;
        }

        void befriend(EntityBareJid contact) throws Exception {
            roster.createItemAndRequestSubscription(
                    contact, contact.getLocalpart().toString(), null);
        }

        Optional<ItemType> knows(EntityBareJid contact) {
            return Optional.ofNullable(roster.getEntry(contact)).map(RosterEntry::getType);
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
