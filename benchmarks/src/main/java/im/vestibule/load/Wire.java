package im.vestibule.load;

/** One client's stream, whatever carries it. */
abstract class Wire {
    final Driver driver;
    final Client client;

    Wire(Driver driver, Client client) {
        this.driver = driver;
        this.client = client;
    }

    static Wire of(Driver driver, Client client) {
        return switch (driver.target.transport()) {
            case TCP -> new TcpWire(driver, client);
            case WEBSOCKET -> new WebSocketWire(driver, client);
            case BOSH -> new BoshWire(driver, client);
        };
    }

    /** Connects. */
    abstract void open();

    /** Begins the stream, or begins it again after SASL. */
    abstract void begin(boolean again);

    /** Has one stanza gather. */
    abstract void send(byte[] bytes, int from, int to);

    final void send(String stanza) {
        byte[] bytes = Bytes.of(stanza);
        send(bytes, 0, bytes.length);
    }

    /** Sends what has gathered. */
    abstract void flush();

    /** Ends the stream politely; the client hears {@link Client#gone} when the server has done so, too. */
    abstract void goodbye();

    /** Drops all connections. */
    abstract void abort();

    /** A connection is there, and if TLS comes first, it is secure. Or STARTTLS is done. */
    abstract void up(Line line);

    /**
     * Takes what has arrived.
     *
     * @return where what is not complete begins
     */
    abstract int take(Line line, byte[] bytes, int from, int to);

    /** All of one read has been taken. */
    void settle() {}

    /** An end that this side did not make. */
    void down(Line line, String why) {
        client.gone(why);
    }

    final void lost(Line line, Fault fault, String what) {
        client.lost(fault, what);
    }

    /** STARTTLS. */
    void encrypt() {
        throw new IllegalStateException("STARTTLS is for TCP only");
    }

    /** The namespace of stanzas, where the stream does not declare it. */
    String namespace() {
        return " xmlns='jabber:client'";
    }
}
