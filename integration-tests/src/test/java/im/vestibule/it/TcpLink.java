package im.vestibule.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream by TCP (RFC 6120), of a server that writes no comments and no bare angle brackets. */
final class TcpLink extends Link {
    private final Reader in;
    private final char[] chunk = new char[8192];
    private int position;
    private int limit;

    TcpLink(Socket socket) throws IOException {
        super(socket);
        in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
    }

    @Override
    String greet(String domain) throws IOException {
        say("<?xml version='1.0'?>" + Wire.header(domain));
        return hear();
    }

    @Override
    byte[] bytes(String element) {
        return element.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String goodbye() {
        return "</stream:stream>";
    }

    @Override
    String next() throws IOException {
        StringBuilder element = new StringBuilder();
        int depth = 0;
        int tag = -1;
        while (true) {
            char next = read();
            if (element.isEmpty() && Character.isWhitespace(next)) {
                continue;
            }
            element.append(next);
            if (next == '<') {
                tag = element.length() - 1;
            } else if (next == '>' && tag >= 0) {
                String text = element.substring(tag);
                tag = -1;
                if (text.startsWith("<?") || text.startsWith("<stream:stream ")) {
                    element.setLength(0);
                    continue;
                }
                if (text.startsWith("</")) {
                    depth--;
                } else if (!text.endsWith("/>")) {
                    depth++;
                }
                if (depth < 0) {
                    throw new EOFException("the stream has ended");
                }
                if (depth == 0) {
                    return element.toString();
                }
            }
        }
    }

    private char read() throws IOException {
        if (position == limit) {
            limit = in.read(chunk);
            position = 0;
            if (limit < 0) {
                limit = 0;
                throw new EOFException("the line has ended");
            }
        }
        return chunk[position++];
    }
}
