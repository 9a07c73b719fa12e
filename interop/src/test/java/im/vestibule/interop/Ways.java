package im.vestibule.interop;

import java.net.URI;
import org.igniterealtime.smack.inttest.XmppConnectionDescriptor;
import org.igniterealtime.smack.inttest.XmppConnectionManager;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.websocket.XmppWebSocketTransportModuleDescriptor;
import org.jivesoftware.smack.websocket.impl.WebSocketFactory;
import org.jivesoftware.smack.websocket.java11.Java11WebSocketFactory;
import org.jivesoftware.smack.websocket.okhttp.OkHttpWebSocketFactory;
import org.jivesoftware.smackx.filetransfer.FileTransferNegotiator;

/** How Smack connects: its own ways, by their own names, but to where the server is. */
final class Ways {
    static final String TCP = "tcp";

    private Ways() {}

    /** Holds for the JVM. */
    static void lead(int c2s, int http) throws ReflectiveOperationException {
        // Its non-blocking TCP loses a wake-up within one TLS handshake in ten, to whatever server, and then waits for
        // good:
        // a callback that finds the lock of XmppTcpTransportModule taken is forgotten.
        XmppConnectionManager.removeConnectionDescriptor("modular");
        XmppConnectionManager.removeConnectionDescriptor("modular-nocompress");
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        XMPPTCPConnection.class,
                        XMPPTCPConnectionConfiguration.class,
                        XMPPTCPConnectionConfiguration.Builder.class)
                .withNickname(TCP)
                .applyExtraConfiguration(wanted -> wanted.setHost("127.0.0.1").setPort(c2s))
                .build());
        socket("modular-websocket-okhttp", new OkHttpWebSocketFactory(), http);
        socket("modular-websocket-java11", Java11WebSocketFactory.INSTANCE, http);
        // Files go through the server: from client to client Smack sends none if both are on loopback.
        FileTransferNegotiator.IBB_ONLY = true;
    }

    private static void socket(String name, WebSocketFactory factory, int http) throws ReflectiveOperationException {
        URI endpoint = URI.create("wss://" + Vestibule.DOMAIN + ":" + http + "/ws-xmpp");
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        ModularXmppClientToServerConnection.class,
                        ModularXmppClientToServerConnectionConfiguration.class,
                        ModularXmppClientToServerConnectionConfiguration.Builder.class)
                .withNickname(name)
                .applyExtraConfiguration(wanted -> wanted.removeAllModules()
                        .addModule(XmppWebSocketTransportModuleDescriptor.getBuilder(wanted)
                                .explicitlySetWebSocketEndpointAndDiscovery(endpoint, false)
                                .setWebSocketFactory(factory)
                                .build()))
                .build());
    }
}
