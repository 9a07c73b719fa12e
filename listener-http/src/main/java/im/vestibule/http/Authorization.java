package im.vestibule.http;

import im.vestibule.config.Secret;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Who a request says it is from (RFC 7617). */
sealed interface Authorization {
    /** It does not say, or not by Basic. */
    record None() implements Authorization {}

    record Basic(String name, Secret password) implements Authorization {}

    /** What it says cannot be read. */
    record Malformed() implements Authorization {}

    static Authorization of(HttpHeaders headers) {
        List<String> written = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (written.size() > 1) {
            return new Malformed();
        }
        if (written.isEmpty()) {
            return new None();
        }
        String[] parts = written.getFirst().strip().split(" +", 2);
        if (!parts[0].equalsIgnoreCase("Basic")) {
            return new None();
        }
        return parts.length == 2 ? basic(parts[1]) : new Malformed();
    }

    private static Authorization basic(String encoded) {
        try {
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Malformed()
                    : new Basic(pair.substring(0, colon), new Secret(pair.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return new Malformed();
        }
    }
}
