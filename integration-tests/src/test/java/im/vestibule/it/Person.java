package im.vestibule.it;

import im.vestibule.config.TlsSpec.Mode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;

/** Somebody at an ordinary client, Smack, who takes everybody for a friend. */
final class Person implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private final AbstractXMPPConnection connection;
    private final Roster roster;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private Person(AbstractXMPPConnection connection) {
        this.connection = connection;
        roster = Roster.getInstanceFor(connection);
        roster.setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        // Smack's ChatManager hears nothing from an address that is a domain's.
        connection.addSyncStanzaListener(
                stanza -> heard.add(((Message) stanza).getBody()), MessageWithBodiesFilter.INSTANCE);
    }

    static void register(Site.Door door, EntityBareJid account) throws Exception {
        XMPPTCPConnection connection = connection(door, account);
        connection.connect();
        AccountManager accounts = AccountManager.getInstance(connection);
        // Smack does not see TLS that its socket brings along.
        accounts.sensitiveOperationOverInsecureConnection(true);
        accounts.createAccount(account.getLocalpart(), PASSWORD);
        connection.disconnect();
    }

    /** At a client that is logged in. */
    static Person at(AbstractXMPPConnection connection) {
        return new Person(connection);
    }

    /** Only for who is registered. By TCP, or by WebSocket where the door is for HTTP. */
    static Person login(Site.Door door, EntityBareJid account) throws Exception {
        Person person = new Person(
                door.kind().equals("http") ? SmackSocket.connection(door, account) : connection(door, account));
        person.connection.connect();
        person.connection.login(account.getLocalpart(), PASSWORD);
        return person;
    }

    /** To the server of an account, with TLS in the way of the door; not yet open. */
    static XMPPTCPConnection connection(Site.Door door, EntityBareJid account) throws Exception {
        XMPPTCPConnectionConfiguration.Builder wanted = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(account.asDomainBareJid())
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

    EntityBareJid account() {
        return connection.getUser().asEntityBareJid();
    }

    void say(Jid to, String text) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage()
                .to(to)
                .ofType(Message.Type.chat)
                .setBody(text)
                .build());
    }

    /** The next message, or {@code nothing}. */
    String hear() throws InterruptedException {
        String text = heard.poll(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    void befriend(EntityBareJid contact) throws Exception {
        roster.createItemAndRequestSubscription(contact, contact.getLocalpart().toString(), null);
    }

    Optional<ItemType> knows(EntityBareJid contact) {
        return Optional.ofNullable(roster.getEntry(contact)).map(RosterEntry::getType);
    }

    /** Tells everybody who may know. */
    void is(String status) throws Exception {
        connection.sendStanza(PresenceBuilder.buildPresence().setStatus(status).build());
    }

    Presence presence(EntityBareJid contact) {
        return roster.getPresence(contact);
    }

    boolean pings() throws Exception {
        return PingManager.getInstanceFor(connection).pingMyServer();
    }

    void leave() {
        connection.disconnect();
    }

    /** Features of a server, or of anybody. */
    List<String> discovers(org.jxmpp.jid.Jid entity) throws Exception {
        return ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(entity).getFeatures().stream()
                .map(DiscoverInfo.Feature::getVar)
                .toList();
    }

    @Override
    public void close() {
        leave();
    }
}
