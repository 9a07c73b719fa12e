package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket that a test talks XML, or nonsense, over; every frame as the test wants it. */
final class SocketWire implements Talker {
    static final String OPEN = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='door.test' version='1.0'/>";
    static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";

    private static final int TEXT = 0x81;
    private static final int GOODBYE = 0x88;
    private static final byte[] KEY = {0x12, (byte) 0xA4, 0x56, (byte) 0xC8};
    private static final Pattern ERROR = Pattern.compile("<stream:error [^>]*><([a-z-]+)[ /]");
    private static final Pattern JID = Pattern.compile("(?s).*<jid>(.*?)</jid>.*");

    private final Closeable line;
    private final OutputStream out;
    private final DataInputStream in;
    private final Consumer<String> told;
    private int pings;

    /**
     * What a server may send.
     *
     * @param first the byte with opcode and flags
     * @param payload a character for each byte
     */
    record Frame(int first, String payload) {
        byte[] bytes() {
            return payload.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /** The code of a goodbye. */
        int code() {
            return payload.length() < 2 ? 1005 : (payload.charAt(0) << 8) | payload.charAt(1);
        }
    }

    /** Does the handshake. */
    SocketWire(HttpWire http, String... headers) throws IOException {
        this(http, "/ws-xmpp", headers);
    }

    /** After the handshake. */
    SocketWire(Closeable line, InputStream in, OutputStream out) {
        this.line = line;
        this.in = new DataInputStream(in);
        this.out = out;
        told = condition -> {};
    }

    private SocketWire(HttpWire http, String path, String[] headers) throws IOException {
        HttpWire.Answer answer = handshake(http, path, headers);
        if (answer.status() != 101 || !answer.header("sec-websocket-protocol").equals("xmpp")) {
            throw new AssertionError(answer);
        }
        line = http;
        in = new DataInputStream(http.socket().getInputStream());
        out = http.socket().getOutputStream();
        told = http.told();
    }

    /** Does the handshake at another path. */
    static SocketWire at(HttpWire http, String path) throws IOException {
        return new SocketWire(http, path, new String[0]);
    }

    static HttpWire.Answer handshake(HttpWire http, String... headers) throws IOException {
        return handshake(http, "/ws-xmpp", headers);
    }

    /** Asks for what every handshake does, and more. */
    private static HttpWire.Answer handshake(HttpWire http, String path, String[] headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 5);
        all[headers.length] = "Upgrade: websocket";
        all[headers.length + 1] = "Connection: Upgrade";
        all[headers.length + 2] = "Sec-WebSocket-Version: 13";
        all[headers.length + 3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        all[headers.length + 4] = "Sec-WebSocket-Protocol: xmpp";
        return http.ask("GET", path, all);
    }

    void say(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame as clients send them. */
    void frame(int first, byte[] payload) throws IOException {
        raw(masked(first, payload));
    }

    static byte[] masked(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ KEY[i % 4]);
        }
        return frame.toByteArray();
    }

    /** Whatever bytes. */
    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if (second >= 0x80) {
            throw new AssertionError("servers do not mask");
        }
        long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
        boolean longer = second >= 126 ? length >= 126 && (second == 126 || length > 0xFFFF) : true;
        if (!longer) {
            throw new AssertionError("a length of " + length + " takes fewer bytes");
        }
        String payload = new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
        Matcher error = ERROR.matcher(payload);
        if (error.lookingAt()) {
            told.accept(error.group(1));
        }
        return new Frame(first, payload);
    }

    /** The next message. */
    String hear() throws IOException {
        Frame frame = frame();
        if (frame.first() != TEXT) {
            throw new AssertionError("a frame of kind " + frame.first() + " " + frame.code());
        }
        return frame.text();
    }

    /** The next message that matches. */
    String hear(Pattern pattern) throws IOException {
        String text = hear();
        while (!pattern.matcher(text).matches()) {
            text = hear();
        }
        return text;
    }

    /** Hears messages until the server says goodbye, whatever they are; returns its code once it has closed. */
    int end() throws IOException {
        Frame frame = frame();
        while (frame.first() != GOODBYE) {
            frame = frame();
        }
        frame(GOODBYE, frame.bytes());
        try {
            in.readUnsignedByte();
            throw new AssertionError("something behind a goodbye");
        } catch (EOFException | SocketException _) {
            return frame.code();
        }
    }

    /** Opens a stream and hears what is offered. */
    void open() throws IOException {
        open("door.test");
    }

    private void open(String domain) throws IOException {
        say(OPEN.replace("door.test", domain));
        hear(Pattern.compile("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='[^']+' from='"
                + Pattern.quote(domain) + "'.*/>"));
        hear(Pattern.compile("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>.*"));
    }

    /** Only with a session at door.test. */
    @Override
    public String unread() throws IOException {
        String id = "round-trip-" + ++pings;
        say("<iq xmlns='jabber:client' type='get' id='" + id + "' to='door.test'><ping xmlns='urn:xmpp:ping'/></iq>");
        StringBuilder others = new StringBuilder();
        for (String message = hear(); !message.contains("id='" + id + "'"); message = hear()) {
            others.append(message);
        }
        return others.toString();
    }

    /** Does everything until a session is open; returns its address. */
    Jid login(Jid wanted) throws IOException {
        open(wanted.domain());
        say(Wire.plain(wanted));
        hear(Pattern.compile("<success .*"));
        open(wanted.domain());
        String resource = wanted.resource().isEmpty() ? "" : "<resource>" + wanted.resource() + "</resource>";
        say("<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" + resource
                + "</bind></iq>");
        Matcher bound = JID.matcher(hear(Pattern.compile("<iq .*<jid>.*")));
        if (!bound.matches()) {
            throw new AssertionError("no address");
        }
        return Jid.parse(bound.group(1)).orElseThrow();
    }

    @Override
    public String last() throws IOException {
        StringBuilder heard = new StringBuilder();
        for (Frame frame = frame(); frame.first() != GOODBYE; frame = frame()) {
            heard.append(frame.text());
        }
        frame(GOODBYE, new byte[0]);
        return heard.toString();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
