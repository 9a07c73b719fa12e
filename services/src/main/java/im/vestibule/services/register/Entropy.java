package im.vestibule.services.register;

/** How hard a password is to guess, as MongooseIM counts it for {@code password_strength}. */
final class Entropy {
    private static final int LETTERS = 26;
    private static final int DIGITS = 10;
    private static final int OTHER_PRINTABLE = 33;
    private static final int ALL_ELSE = 128;

    private Entropy() {}

    /** Bits: the length, times those of the alphabet that the kinds of characters in it make up together. */
    static double bits(String password) {
        boolean[] seen = new boolean[5];
        password.codePoints().forEach(character -> seen[kind(character)] = true);
        int alphabet = (seen[0] ? LETTERS : 0)
                + (seen[1] ? LETTERS : 0)
                + (seen[2] ? DIGITS : 0)
                + (seen[3] ? OTHER_PRINTABLE : 0)
                + (seen[4] ? ALL_ELSE : 0);
        return alphabet == 0 ? 0 : password.codePointCount(0, password.length()) * Math.log(alphabet) / Math.log(2);
    }

    private static int kind(int character) {
        if (character >= 'a' && character <= 'z') {
            return 0;
        }
        if (character >= 'A' && character <= 'Z') {
            return 1;
        }
        if (character >= '0' && character <= '9') {
            return 2;
        }
        return character > ' ' && character < 0x7f ? 3 : 4;
    }
}
