package im.vestibule.tls;

import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** One connection's engine, and what is not alike between the two kinds. */
interface TlsEngine {
    SSLEngine ssl();

    /** Whether the engine would give in to a client that asks for renegotiation. */
    boolean renegotiates();

    /** The client has asked for this name, or for none. Before the handshake, and only if the hello makes sense. */
    void asked(Optional<String> host);

    /** Runs what takes the handshake a step further. */
    void handshake(Step step) throws SSLException;

    /** The handshake is over, well or badly. */
    void handshakeOver();

    /** The channel binding {@code tls-exporter}; empty if it does not work on this connection. */
    Optional<byte[]> exporter();

    /** A step of a handshake. */
    interface Step {
        void run() throws SSLException;
    }
}
