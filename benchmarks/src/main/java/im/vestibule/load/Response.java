package im.vestibule.load;

/** Reads HTTP responses, as far as BOSH needs it: status and {@code Content-Length}. */
final class Response {
    private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
    private static final byte[] LENGTH = Bytes.of("content-length:");
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final int LOWER = 0x20;

    private int body;
    private int end;
    private boolean ok;

    /** Whether a whole response begins at this position; if it is malformed, it is complete and not ok. */
    boolean read(byte[] bytes, int from, int to) {
        int head = Bytes.find(bytes, from, to, HEAD_END);
        if (head < 0) {
            return false;
        }
        body = head + HEAD_END.length;
        int length = length(bytes, from, head);
        ok = length >= 0 && bytes[from + STATUS] == '2' && bytes[from + STATUS + 1] == '0';
        end = body + Math.max(length, 0);
        return !ok || end <= to;
    }

    /** Status 200, and a length. */
    boolean isOk() {
        return ok;
    }

    int body() {
        return body;
    }

    int end() {
        return end;
    }

    private static int length(byte[] bytes, int from, int to) {
        int line = from;
        while (line >= 0 && line < to) {
            if (named(bytes, line, to)) {
                int at = Bytes.skipSpace(bytes, line + LENGTH.length, to);
                int length = 0;
                while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && length < Integer.MAX_VALUE / 100) {
                    length = length * 10 + bytes[at++] - '0';
                }
                return length;
            }
            int next = Bytes.find(bytes, line, to, '\n');
            line = next < 0 ? -1 : next + 1;
        }
        return -1;
    }

    private static boolean named(byte[] bytes, int from, int to) {
        if (to - from < LENGTH.length) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[from + i] | LOWER) != LENGTH[i] && bytes[from + i] != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
