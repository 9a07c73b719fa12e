package im.vestibule.it;

import im.vestibule.config.TlsSpec.Mode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A bare socket that a test talks HTTP/1.1, or nonsense, over. */
final class HttpWire implements Closeable {
    private final Socket socket;

    private final Consumer<String> told;

    HttpWire(Site.Door door) throws IOException {
        this(door, text -> {});
    }

    /**
     * @param told takes the statuses of answers, and the conditions of errors that end streams
     */
    HttpWire(Site.Door door, Consumer<String> told) throws IOException {
        this.told = told;
        Socket plain = new Socket();
        plain.connect(door.address(), (int) Patience.LONGEST.toMillis());
        plain.setSoTimeout((int) Patience.LONGEST.toMillis());
        plain.setTcpNoDelay(true);
        socket = door.mode().equals(Optional.of(Mode.TLS)) ? Tls.over(plain) : plain;
    }

    /**
     * An answer.
     *
     * @param headers names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Consumer<String> told() {
        return told;
    }

    Socket socket() {
        return socket;
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Asks and hears the answer. */
    Answer ask(String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: door.test\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        say(request + "\r\n");
        return hear(method.equals("HEAD"));
    }

    /** Hears an answer with as much of a body as it announces. */
    Answer hear() throws IOException {
        return hear(false);
    }

    /** Hears the answer to HEAD, which may announce a body but has none. */
    Answer hearHead() throws IOException {
        return hear(true);
    }

    private Answer hear(boolean bare) throws IOException {
        String[] lines = head().split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int length = bare ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = socket.getInputStream().readNBytes(length);
        told.accept(lines[0].split(" ", 3)[1]);
        return new Answer(
                Integer.parseInt(lines[0].split(" ", 3)[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the end after " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 4);
    }

    /** Whether the server has closed and said nothing more. */
    boolean isOver() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
