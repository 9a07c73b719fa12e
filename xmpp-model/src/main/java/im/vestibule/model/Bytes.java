package im.vestibule.model;

/** Comparisons of short runs of bytes, where a loop beats a call. */
final class Bytes {
    private Bytes() {}

    static boolean same(byte[] a, int from, int to, byte[] b, int start, int end) {
        if (to - from != end - start) {
            return false;
        }
        for (int i = from, j = start; i < to; i++, j++) {
            if (a[i] != b[j]) {
                return false;
            }
        }
        return true;
    }

    /** Compares with ASCII characters. */
    static boolean same(byte[] bytes, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean contain(byte[] bytes, int from, int to, char ascii) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ascii) {
                return true;
            }
        }
        return false;
    }
}
