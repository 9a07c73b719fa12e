package im.vestibule.it;

import im.vestibule.config.TlsSpec.Mode;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.websocket.XmppWebSocketTransportModuleDescriptor;
import org.jivesoftware.smack.websocket.impl.WebSocketFactory;
import org.jivesoftware.smack.websocket.java11.Java11WebSocketFactory;
import org.jxmpp.jid.EntityBareJid;

/** Smack by WebSocket. */
final class SmackSocket {
    private static final WebSocketFactory FACTORY = trusting();

    private SmackSocket() {}

    /** To an HTTP door, with TLS where that has it; not yet open. */
    static ModularXmppClientToServerConnection connection(Site.Door door, EntityBareJid account) throws Exception {
        boolean secure = door.mode().equals(Optional.of(Mode.TLS));
        ModularXmppClientToServerConnectionConfiguration.Builder wanted =
                ModularXmppClientToServerConnectionConfiguration.builder()
                        .removeAllModules()
                        .setXmppDomain(account.asDomainBareJid())
                        .setSecurityMode(secure ? SecurityMode.required : SecurityMode.disabled);
        wanted.addModule(XmppWebSocketTransportModuleDescriptor.getBuilder(wanted)
                .explicitlySetWebSocketEndpointAndDiscovery(
                        URI.create(door.url(secure ? "wss" : "ws", "/ws-xmpp")), false)
                .setWebSocketFactory(FACTORY)
                .build());
        return new ModularXmppClientToServerConnection(wanted.build());
    }

    /**
     * Smack has one HTTP client for all of its WebSockets, with the JVM's default for TLS, and asks no configuration whom to
     * trust. So the default is another one while that client is made.
     */
    private static WebSocketFactory trusting() {
        try {
            SSLContext usual = SSLContext.getDefault();
            SSLContext.setDefault(Tls.context());
            try {
                Class.forName("org.jivesoftware.smack.websocket.java11.Java11WebSocket");
            } finally {
                SSLContext.setDefault(usual);
            }
            return Java11WebSocketFactory.INSTANCE;
        } catch (ReflectiveOperationException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
