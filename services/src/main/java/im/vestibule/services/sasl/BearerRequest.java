package im.vestibule.services.sasl;

import im.vestibule.config.Secret;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's first message of RFC 7628 §3.1. Of its pairs only {@code auth} matters: which host and port the client
 * thinks it has connected to proves nothing.
 *
 * @param authzid decoded; empty for none
 */
record BearerRequest(String authzid, Secret token) {
    private static final Pattern GRAMMAR = Pattern.compile(
            "[ny],(a=(?<authzid>[^\\x00\\x01,]+))?,\\x01(?<pairs>([A-Za-z]+=[\\t\\r\\n -~]*\\x01)*+)\\x01");

    /** RFC 6750 §2.1; the name of the scheme is in any case. */
    private static final Pattern AUTH = Pattern.compile("(?i:Bearer) +(?<token>[A-Za-z0-9._~+/-]+=*) *");

    /** Empty if it does not follow the grammar, names anything twice, or has no bearer token. */
    static Optional<BearerRequest> parse(String message) {
        Matcher parts = GRAMMAR.matcher(message);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group("authzid");
        Optional<String> authzid = name == null ? Optional.of("") : SaslName.decode(name);
        return authzid.flatMap(
                identity -> token(parts.group("pairs")).map(token -> new BearerRequest(identity, new Secret(token))));
    }

    private static Optional<String> token(String pairs) {
        Optional<String> token = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (String pair : pairs.split("\u0001", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String key = pair.substring(0, pair.indexOf('='));
            if (!seen.add(key)) {
                return Optional.empty();
            }
            if (key.equals("auth")) {
                Matcher auth = AUTH.matcher(pair.substring(key.length() + 1));
                token = auth.matches() ? Optional.of(auth.group("token")) : Optional.empty();
            }
        }
        return token;
    }
}
