package im.vestibule.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What a load balancer would say first about each connection, with a made-up address from 198.51.100.0/24. */
public enum ProxyHeader {
    NONE,
    V1,
    V2;

    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final int HOSTS = 250;

    /**
     * @param client counts clients; so many have the same address only after 250 others
     * @param from of our side of the connection, for its port
     * @param port of the server
     */
    byte[] bytes(int client, InetSocketAddress from, int port) {
        int host = client % HOSTS + 1;
        return switch (this) {
            case NONE -> new byte[0];
            case V1 ->
                ("PROXY TCP4 198.51.100." + host + " 127.0.0.1 " + from.getPort() + " " + port + "\r\n")
                        .getBytes(US_ASCII);
            case V2 ->
                ByteBuffer.allocate(28)
                        .put(SIGNATURE)
                        .put(new byte[] {0x21, 0x11, 0, 12, (byte) 198, 51, 100, (byte) host, 127, 0, 0, 1})
                        .putShort((short) from.getPort())
                        .putShort((short) port)
                        .array();
        };
    }
}
