package im.vestibule.services.token;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a token says, in the layout of MongooseIM: {@code type NUL address NUL expiry [NUL number] NUL mac}, where the expiry
 * is in seconds since the year 0 and the mac is HMAC-SHA-384 of all before it, in hexadecimal digits.
 *
 * @param account bare
 * @param expiry in whole seconds
 * @param number what a token that renews others must have in common with the store; empty for all others
 */
record Token(Jid account, Instant expiry, OptionalLong number) {
    /** Seconds from the beginning of the year 0, as ISO 8601 counts, to 1970. */
    private static final long GREGORIAN = 62_167_219_200L;

    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";

    boolean renews() {
        return number.isPresent();
    }

    /** All that the mac is over. */
    String body() {
        String head = (renews() ? REFRESH : ACCESS) + '\0' + account + '\0' + (expiry.getEpochSecond() + GREGORIAN);
        return renews() ? head + '\0' + number.getAsLong() : head;
    }

    /** Empty for a body that is none of ours, such as that of a token for provisioning. */
    static Optional<Token> parse(String body) {
        String[] fields = body.split("\0", -1);
        boolean access = fields.length == 3 && fields[0].equals(ACCESS);
        boolean refresh = fields.length == 4 && fields[0].equals(REFRESH);
        if (!access && !refresh) {
            return Optional.empty();
        }
        OptionalLong seconds = number(fields[2]);
        OptionalLong number = refresh ? number(fields[3]) : OptionalLong.empty();
        Optional<Jid> account =
                Jid.parse(fields[1]).filter(jid -> jid.isBare() && !jid.local().isEmpty());
        return account.isEmpty() || seconds.isEmpty() || number.isPresent() != refresh
                ? Optional.empty()
                : Optional.of(new Token(account.get(), Instant.ofEpochSecond(seconds.getAsLong() - GREGORIAN), number));
    }

    /** Up to fifteen digits, which is past the year 30,000,000. */
    private static OptionalLong number(String digits) {
        return digits.matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
