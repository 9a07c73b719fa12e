package im.vestibule.load;

import org.jspecify.annotations.Nullable;

/** RFC 6120. */
final class TcpWire extends Wire {
    private static final byte[] END = Bytes.of("</stream:stream>");

    private final Scanner scanner = Scanner.ofStream();
    private @Nullable Line line;
    private boolean encrypting;
    private boolean encrypted;

    TcpWire(Driver driver, Client client) {
        super(driver, client);
    }

    @Override
    void open() {
        line = Line.open(driver, this);
    }

    @Override
    void up(Line up) {
        // Once connected, and once more when STARTTLS is done.
        encrypting = false;
        client.connected();
    }

    @Override
    void begin(boolean again) {
        send("<?xml version='1.0'?><stream:stream to='" + driver.target.domain()
                + "' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
    }

    @Override
    void send(byte[] bytes, int from, int to) {
        if (line != null) {
            line.write(bytes, from, to);
        }
    }

    @Override
    void flush() {
        if (line != null) {
            line.flush();
        }
    }

    @Override
    void encrypt() {
        if (line != null) {
            encrypting = true;
            encrypted = true;
            line.encrypt();
        }
    }

    /** STARTTLS has been agreed on. */
    boolean isEncrypted() {
        return encrypted;
    }

    @Override
    void goodbye() {
        send(END, 0, END.length);
        flush();
    }

    @Override
    void abort() {
        if (line != null) {
            line.close();
        }
    }

    @Override
    String namespace() {
        return "";
    }

    @Override
    int take(Line from, byte[] bytes, int start, int to) {
        int at = start;
        while (at < to && !from.isClosed()) {
            switch (scanner.next(bytes, at, to)) {
                case MORE -> {
                    return at;
                }
                case ELEMENT -> client.element(bytes, scanner.start(), scanner.end());
                case OPENING -> {}
                case CLOSING -> {
                    if (client.closed()) {
                        from.finish();
                    }
                }
                case GARBAGE -> client.lost(Fault.PROTOCOL, "not XML: " + Bytes.text(bytes, at, to));
            }
            if (encrypting) {
                return to;
            }
            at = scanner.end();
        }
        return to;
    }
}
