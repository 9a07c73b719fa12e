package im.vestibule.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For programs, and for servers that come back, whose ports have to be known before they are bound. */
final class Ports {
    private Ports() {}

    /** One of loopback that nobody has. */
    static int free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
