package im.vestibule.load;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** RFC 7395. */
final class WebSocketWire extends Wire {
    private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
    private static final byte[] OPEN = Bytes.of("<open");
    private static final byte[] CLOSE = Bytes.of("<close");
    private static final int TEXT = 1;
    private static final int CLOSING = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final byte[] frame = new byte[8];
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private @Nullable Line line;
    private boolean upgraded;

    WebSocketWire(Driver driver, Client client) {
        super(driver, client);
    }

    @Override
    void open() {
        line = Line.open(driver, this);
    }

    @Override
    void up(Line up) {
        String host = driver.target.domain();
        byte[] request = Bytes.of("GET " + driver.target.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + Upgrade.KEY
                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: xmpp\r\nOrigin: http://" + host
                + "\r\n\r\n");
        up.write(request, 0, request.length);
    }

    @Override
    void begin(boolean again) {
        send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='" + driver.target.domain() + "' version='1.0'/>");
    }

    @Override
    void send(byte[] bytes, int from, int to) {
        frame(TEXT, bytes, from, to);
    }

    private void frame(int opcode, byte[] bytes, int from, int to) {
        if (line == null) {
            return;
        }
        int length = to - from;
        int head = 2;
        frame[0] = (byte) (FINAL | opcode);
        if (length < SHORT) {
            frame[1] = (byte) (MASKED | length);
        } else {
            // No stanza of ours is longer than 65,535 bytes.
            frame[1] = (byte) (MASKED | SHORT);
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
            head = 4;
        }
        int key = driver.random.nextInt();
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame[head++] = (byte) (key >> shift);
        }
        line.write(frame, 0, head);
        Bytes.mask(bytes, from, to, key);
        line.write(bytes, from, to);
        // The bytes may be a template that is used again.
        Bytes.mask(bytes, from, to, key);
    }

    @Override
    void flush() {
        if (line != null) {
            line.flush();
        }
    }

    @Override
    void goodbye() {
        send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
        flush();
    }

    @Override
    void abort() {
        if (line != null) {
            line.close();
        }
    }

    @Override
    int take(Line from, byte[] bytes, int start, int to) {
        int at = start;
        if (!upgraded) {
            int end = Bytes.find(bytes, start, to, HEAD_END);
            if (end < 0) {
                return start;
            }
            String head = Bytes.text(bytes, start, end);
            if (!Upgrade.accepted(head)) {
                client.lost(Fault.PROTOCOL, head);
                return to;
            }
            upgraded = true;
            at = end + HEAD_END.length;
            client.connected();
        }
        while (to - at >= 2 && !from.isClosed()) {
            int next = frame(bytes, at, to);
            if (next < 0) {
                return at;
            }
            at = next;
        }
        return from.isClosed() ? to : at;
    }

    /** Takes one frame, and returns the position behind it, or -1 if it is not complete. */
    private int frame(byte[] bytes, int from, int to) {
        int length = bytes[from + 1] & 0x7F;
        int at = from + 2;
        if (length >= SHORT) {
            int size = length == LONG ? 8 : 2;
            if (to - at < size) {
                return -1;
            }
            length = 0;
            for (int i = 0; i < size; i++) {
                length = length << Byte.SIZE | Byte.toUnsignedInt(bytes[at++]);
            }
        }
        if (bytes[from + 1] < 0 || length < 0) {
            client.lost(Fault.PROTOCOL, "a masked or endless frame");
            return to;
        }
        if (to - at < length) {
            return -1;
        }
        take(bytes[from] & 0x0F, bytes[from] < 0, bytes, at, at + length);
        return at + length;
    }

    private void take(int opcode, boolean last, byte[] bytes, int from, int to) {
        switch (opcode) {
            case CLOSING -> client.gone("WebSocket close frame");
            case PING -> frame(PONG, bytes, from, to);
            case PONG -> {}
            default -> {
                if (last && fragments.size() == 0) {
                    stanza(bytes, from, to);
                } else {
                    fragments.write(bytes, from, to - from);
                    if (last) {
                        byte[] whole = fragments.toByteArray();
                        fragments.reset();
                        stanza(whole, 0, whole.length);
                    }
                }
            }
        }
    }

    private void stanza(byte[] bytes, int start, int to) {
        int from = Bytes.skipSpace(bytes, start, to);
        if (Bytes.starts(bytes, from, to, OPEN) || from == to) {
            return;
        }
        if (Bytes.starts(bytes, from, to, CLOSE)) {
            client.gone("<close/>");
        } else {
            client.element(bytes, from, to);
        }
    }
}
