package im.vestibule.core;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a proxy says about the connection that it passes on, by
 * <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">the PROXY protocol</a>, version 1 or 2.
 *
 * @param source the client's address; empty where the proxy speaks for itself or does not know one that we understand
 * @param alpn what the client and the proxy agreed on to speak
 * @param authority the name that the client asked for, such as by SNI
 * @param uniqueId the proxy's name for the connection; in hexadecimal digits unless it is printable ASCII
 * @param tls the client's TLS
 */
public record ProxyHeader(
        Optional<InetSocketAddress> source,
        Optional<String> alpn,
        Optional<String> authority,
        Optional<String> uniqueId,
        Optional<ProxyTls> tls) {
    /** A connection of the proxy's own, or of a client that it says nothing about. */
    static final ProxyHeader NONE = of(Optional.empty());

    static ProxyHeader of(Optional<InetSocketAddress> source) {
        return new ProxyHeader(source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What the bytes of a connection begin with. */
    sealed interface Peek {
        /** A header so far. Fewer than {@value ProxyBlock#LONGEST} bytes. */
        record Partial() implements Peek {}

        /**
         * Not a header, whatever comes next.
         *
         * @param reason for the operator; nothing of what was sent is in it
         */
        record Malformed(String reason) implements Peek {}

        /**
         * A header.
         *
         * @param length its bytes
         */
        record Whole(ProxyHeader header, int length) implements Peek {}
    }

    /** Looks for a header and reads nothing. Refuses at the first byte that cannot belong to one. */
    static Peek peek(ByteBuf in) {
        if (!in.isReadable()) {
            return new Peek.Partial();
        }
        return in.getByte(in.readerIndex()) == ProxyLine.FIRST ? ProxyLine.peek(in) : ProxyBlock.peek(in);
    }
}
