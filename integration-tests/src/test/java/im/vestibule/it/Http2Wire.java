package im.vestibule.it;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A bare socket that a test talks HTTP/2 over, in the clear, frame by frame (RFC 9113 §4). For one thread. */
final class Http2Wire implements Closeable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int GO_AWAY = 7;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int ACK = 1;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final HttpWire wire;
    private final DataInputStream in;
    private final Map<Integer, Incoming> streams = new HashMap<>();
    private final Http2HeadersDecoder heads = new DefaultHttp2HeadersDecoder();
    private int last = -1;

    /**
     * One frame.
     *
     * @param payload a character for each byte
     */
    record Frame(int type, int flags, int stream, String payload) {}

    /** Sends preface and settings. */
    Http2Wire(HttpWire wire) throws IOException {
        wire.told().accept(Reckoning.BY_HTTP2);
        this.wire = wire;
        in = new DataInputStream(wire.socket().getInputStream());
        wire.say(PREFACE);
        say(SETTINGS, 0, 0, new byte[0]);
    }

    void say(int type, int flags, int stream, byte[] payload) throws IOException {
        wire.say(frame(type, flags, stream, payload));
    }

    void raw(byte[] frames) throws IOException {
        wire.say(frames);
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags
        });
        frame.writeBytes(
                new byte[] {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream});
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** A line of a head, never indexed and not Huffman-coded (RFC 7541 §6.2.3); short ones only. */
    static byte[] header(String name, String value) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write(0x10);
        line.write(name.length());
        line.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        line.write(value.length());
        line.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }

    /** The next frame, whatever it is. */
    Frame hear() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private static byte[] connect(String path) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(header(":method", "CONNECT"));
        head.writeBytes(header(":protocol", "websocket"));
        head.writeBytes(header(":scheme", "http"));
        head.writeBytes(header(":path", path));
        head.writeBytes(header(":authority", "door.test"));
        head.writeBytes(header("sec-websocket-version", "13"));
        head.writeBytes(header("sec-websocket-protocol", "xmpp"));
        return head.toByteArray();
    }

    /** Begins a WebSocket on a stream of its own (RFC 8441 §4). */
    SocketWire socket(String path) throws IOException {
        int id = last + 2;
        last = id;
        Incoming incoming = new Incoming();
        streams.put(id, incoming);
        say(HEADERS, END_HEADERS, id, connect(path));
        while (!incoming.begun) {
            take();
        }
        return new SocketWire(() -> say(RESET, 0, id, new byte[] {0, 0, 0, 8}), incoming, new Outgoing(id));
    }

    /**
     * Asks for a WebSocket on a stream of its own, with one more line in the head, and gives it up.
     *
     * @return the status of the answer
     */
    int ask(String path, String name, String value) throws IOException {
        int id = last + 2;
        last = id;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(connect(path));
        head.writeBytes(header(name, value));
        say(HEADERS, END_HEADERS, id, head.toByteArray());
        int status = answer(id);
        say(RESET, 0, id, new byte[] {0, 0, 0, 8});
        return status;
    }

    /** Waits for the head of the answer to a request, and passes over whatever comes before; returns its status. */
    int answer(int stream) throws IOException {
        Frame frame = hear();
        while (frame.type() != HEADERS || frame.stream() != stream) {
            frame = hear();
        }
        return status(frame);
    }

    /** Of every answer's head in turn: each may refer to those before it (RFC 7541 §2.3.2). */
    private int status(Frame head) throws IOException {
        try {
            byte[] bytes = head.payload().getBytes(StandardCharsets.ISO_8859_1);
            return Integer.parseInt(heads.decodeHeaders(head.stream(), Unpooled.wrappedBuffer(bytes))
                    .status()
                    .toString());
        } catch (Http2Exception broken) {
            throw new IOException(broken);
        }
    }

    private void take() throws IOException {
        Frame frame = hear();
        Incoming incoming = streams.get(frame.stream());
        if (frame.type() == SETTINGS && frame.flags() != ACK) {
            say(SETTINGS, ACK, 0, new byte[0]);
        } else if (frame.type() == HEADERS && incoming != null) {
            int status = status(frame);
            if (status != 200) {
                throw new AssertionError(status);
            }
            incoming.begun = true;
        } else if (frame.type() == DATA && incoming != null) {
            byte[] left = incoming.heard.readAllBytes();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(left);
            all.writeBytes(frame.payload().getBytes(StandardCharsets.ISO_8859_1));
            incoming.heard = new ByteArrayInputStream(all.toByteArray());
            incoming.ended |= (frame.flags() & END_STREAM) != 0;
        } else if (frame.type() == RESET && incoming != null) {
            incoming.ended = true;
            if (!incoming.begun) {
                throw new AssertionError("reset instead of an answer");
            }
        }
    }

    /** What the server sends on a stream. */
    private final class Incoming extends InputStream {
        private ByteArrayInputStream heard = new ByteArrayInputStream(new byte[0]);
        private boolean begun;
        private boolean ended;

        @Override
        public int read() throws IOException {
            return listen() ? heard.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            return listen() ? heard.read(bytes, offset, length) : -1;
        }

        /** Waits for something to read; false at the end. */
        private boolean listen() throws IOException {
            while (heard.available() == 0 && !ended) {
                take();
            }
            return heard.available() > 0;
        }
    }

    private final class Outgoing extends OutputStream {
        private final int id;

        private Outgoing(int id) {
            this.id = id;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            say(DATA, 0, id, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
