package im.vestibule.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;

/** Free ports, one for each entrance. */
final class Ports {
    private static final int TRY_MS = 200;

    private final Map<Entrance, Integer> ports = new EnumMap<>(Entrance.class);

    Ports() throws IOException {
        for (Entrance entrance : Entrance.values()) {
            ports.put(entrance, free());
        }
        // WebSocket and BOSH share one.
        ports.put(Entrance.BOSH, of(Entrance.WEBSOCKET));
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int of(Entrance entrance) {
        return ports.getOrDefault(entrance, 0);
    }

    /** Whether somebody listens. */
    boolean answers(Entrance entrance) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), of(entrance)), TRY_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
