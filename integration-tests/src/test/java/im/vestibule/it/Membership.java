package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jxmpp.jid.EntityBareJid;

/** From joining to leaving, with an ordinary client, Smack. */
final class Membership {
    private final Site.Door door;
    private final EntityBareJid account;

    Membership(Site.Door door, EntityBareJid account) {
        this.door = door;
        this.account = account;
    }

    void run() throws Exception {
        register("first word");
        assertThatThrownBy(() -> register("another word"))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.conflict));
        XMPPTCPConnection session = login("first word");
        manager(session).changePassword("second: word");
        session.disconnect();
        assertThatThrownBy(() -> login("first word")).isInstanceOf(SASLErrorException.class);
        XMPPTCPConnection last = login("second: word");
        leave(last);
        assertThatThrownBy(() -> login("second: word")).isInstanceOf(SASLErrorException.class);
    }

    /** The answer and the end of the stream come together, and Smack may see the end first. */
    private static void leave(XMPPTCPConnection session) throws Exception {
        try {
            manager(session).deleteAccount();
        } catch (NotConnectedException over) {
            assertThat(over).hasMessageContaining("User removed");
        }
        session.disconnect();
    }

    private static AccountManager manager(XMPPTCPConnection connection) {
        AccountManager manager = AccountManager.getInstance(connection);
        // Smack does not see TLS that its socket brings along.
        manager.sensitiveOperationOverInsecureConnection(true);
        return manager;
    }

    private void register(String password) throws Exception {
        XMPPTCPConnection connection = Person.connection(door, account);
        connection.connect();
        try {
            manager(connection).createAccount(account.getLocalpart(), password);
        } finally {
            connection.disconnect();
        }
    }

    private XMPPTCPConnection login(String password) throws Exception {
        XMPPTCPConnection connection = Person.connection(door, account);
        connection.connect();
        try {
            connection.login(account.getLocalpart(), password);
        } catch (SASLErrorException refused) {
            connection.disconnect();
            throw refused;
        }
        return connection;
    }
}
