package im.vestibule.services.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client-first-message of RFC 5802 §7.
 *
 * @param flag what the client says of channel binding
 * @param header the gs2-header as it came, with its last comma
 * @param authzid decoded; empty for none
 * @param username decoded
 * @param nonce the client's part
 * @param bare the message without the header
 */
record ClientFirst(Flag flag, String header, String authzid, String username, String nonce, String bare) {
    /** The gs2-cbind-flag. */
    sealed interface Flag {
        /** {@code n}: the client does not bind. */
        record No() implements Flag {}

        /** {@code y}: it would, but takes it that the server does not. */
        record NotOffered() implements Flag {}

        /** {@code p=}: it binds by this type. */
        record Bound(String type) implements Flag {}
    }

    // Possessive, because a loop that may give back what it took uses the stack.
    private static final Pattern GRAMMAR = Pattern.compile("""
            (?<header>(?<flag>n|y|p=(?<type>[A-Za-z0-9.-]+)),(a=(?<authzid>[^\0,]+))?,)\
            (?<bare>n=(?<username>[^\0,]+),r=(?<nonce>[!-+\\x2d-~]+)(,[A-Za-z]=[^\0,]+)*+)""");

    /** Empty if it does not follow the grammar. An {@code m=} in front of the name, which no server may ignore, does not. */
    static Optional<ClientFirst> parse(String message) {
        Matcher parts = GRAMMAR.matcher(message);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> username = SaslName.decode(parts.group("username"));
        String authzid = parts.group("authzid");
        Optional<String> identity = authzid == null ? Optional.of("") : SaslName.decode(authzid);
        if (username.isEmpty() || identity.isEmpty()) {
            return Optional.empty();
        }
        Flag flag = switch (parts.group("flag")) {
            case "n" -> new Flag.No();
            case "y" -> new Flag.NotOffered();
            default -> new Flag.Bound(parts.group("type"));
        };
        return Optional.of(new ClientFirst(
                flag,
                parts.group("header"),
                identity.get(),
                username.get(),
                parts.group("nonce"),
                parts.group("bare")));
    }
}
