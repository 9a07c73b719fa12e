package im.vestibule.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream by WebSocket (RFC 7395). */
final class WebLink extends Link {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    private final SocketWire wire;

    WebLink(Socket socket, String path) throws IOException {
        super(socket);
        send(("GET " + path + " HTTP/1.1\r\nHost: door.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: xmpp\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String head = head(socket.getInputStream());
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head);
        }
        wire = new SocketWire(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the line has ended after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    String greet(String domain) throws IOException {
        say(SocketWire.OPEN.replace("door.test", domain));
        String features = hear();
        while (features.startsWith("<open ")) {
            features = hear();
        }
        return features;
    }

    @Override
    byte[] bytes(String element) {
        String whole = element.replaceFirst("^<(message|presence|iq)\\b", "<$1 xmlns='jabber:client'");
        return SocketWire.masked(TEXT, whole.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    String goodbye() {
        return SocketWire.CLOSE;
    }

    @Override
    String next() throws IOException {
        while (true) {
            SocketWire.Frame frame = wire.frame();
            switch (frame.first()) {
                case TEXT -> {
                    String text = frame.text();
                    if (text.startsWith("<close ")) {
                        throw new EOFException("the stream has ended");
                    }
                    return text;
                }
                case PING -> send(SocketWire.masked(PONG, frame.bytes()));
                case PONG -> {}
                default -> throw new EOFException("the line has ended by " + frame);
            }
        }
    }
}
