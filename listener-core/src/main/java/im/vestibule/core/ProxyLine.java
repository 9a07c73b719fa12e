package im.vestibule.core;

import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Version 1 of the PROXY protocol (§2.1): a line such as {@code PROXY TCP4 192.0.2.1 192.0.2.2 56324 5222}. */
final class ProxyLine {
    static final byte FIRST = 'P';

    /** With its CRLF. */
    static final int LONGEST = 107;

    private static final byte[] START = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 6;
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private ProxyLine() {}

    static Peek peek(ByteBuf in) {
        int from = in.readerIndex();
        int readable = in.readableBytes();
        for (int i = 0; i < Math.min(readable, START.length); i++) {
            if (in.getByte(from + i) != START[i]) {
                return new Peek.Malformed("not a PROXY header");
            }
        }
        int end = in.forEachByte(from, Math.min(readable, LONGEST - 1), ByteProcessor.FIND_CRLF) - from;
        if (end < 0) {
            return readable < LONGEST - 1 ? new Peek.Partial() : new Peek.Malformed("a line of more than 107 bytes");
        }
        if (in.getByte(from + end) == '\r' && readable == end + 1) {
            return new Peek.Partial();
        }
        if (in.getByte(from + end) != '\r' || in.getByte(from + end + 1) != '\n') {
            return new Peek.Malformed("a line that does not end in CRLF");
        }
        return line(in.toString(from, end, StandardCharsets.US_ASCII))
                .<Peek>map(header -> new Peek.Whole(header, end + 2))
                .orElseGet(() -> new Peek.Malformed("a line that breaks the rules of version 1"));
    }

    private static Optional<ProxyHeader> line(String line) {
        String[] fields = line.split(" ", -1);
        return switch (fields[1]) {
            // Whatever else it says is to be ignored.
            case "UNKNOWN" -> Optional.of(ProxyHeader.NONE);
            case "TCP4" ->
                fields.length == FIELDS && isIpv4(fields[2]) && isIpv4(fields[3]) ? tcp(fields) : Optional.empty();
            case "TCP6" ->
                fields.length == FIELDS && isIpv6(fields[2]) && isIpv6(fields[3]) ? tcp(fields) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<ProxyHeader> tcp(String[] fields) {
        if (!isPort(fields[4]) || !isPort(fields[5])) {
            return Optional.empty();
        }
        InetSocketAddress source =
                Addresses.of(NetUtil.createByteArrayFromIpAddressString(fields[2]), Integer.parseInt(fields[4]));
        return Optional.of(ProxyHeader.of(Optional.of(source)));
    }

    /** Four decimal numbers without leading zeros: what it is written as again. */
    private static boolean isIpv4(String text) {
        return NetUtil.isValidIpV4Address(text)
                && NetUtil.bytesToIpAddress(NetUtil.createByteArrayFromIpAddressString(text))
                        .equals(text);
    }

    /** With a dotted tail as well, which is how a proxy's C library writes an IPv4 address among IPv6 ones. */
    private static boolean isIpv6(String text) {
        return IPV6.matcher(text).matches() && NetUtil.isValidIpV6Address(text);
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= 0xFFFF;
    }
}
