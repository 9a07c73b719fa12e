package im.vestibule.xmpp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What attempts to log in are counted by: mechanisms. Whatever else a client names is {@link #OTHER}. */
public enum SaslName {
    PLAIN,
    SCRAM_SHA_1,
    SCRAM_SHA_1_PLUS,
    SCRAM_SHA_224,
    SCRAM_SHA_224_PLUS,
    SCRAM_SHA_256,
    SCRAM_SHA_256_PLUS,
    SCRAM_SHA_384,
    SCRAM_SHA_384_PLUS,
    SCRAM_SHA_512,
    SCRAM_SHA_512_PLUS,
    HT_SHA_256_EXPR,
    HT_SHA_256_ENDP,
    HT_SHA_256_NONE,
    EXTERNAL,
    ANONYMOUS,
    OAUTHBEARER,
    X_OAUTH,
    DIGEST_MD5,
    /** Not of SASL: what components do (XEP-0114). */
    HANDSHAKE,
    /** Not of SASL: what servers do (XEP-0220). */
    DIALBACK,
    OTHER;

    private static final Map<String, SaslName> BY_LABEL = Arrays.stream(values())
            .filter(SaslName::isMechanism)
            .collect(Collectors.toMap(SaslName::label, name -> name));

    private boolean isMechanism() {
        return this != HANDSHAKE && this != DIALBACK && this != OTHER;
    }

    /** The registered name, such as {@code SCRAM-SHA-256-PLUS}; {@code handshake}, {@code dialback}, {@code other}. */
    public String label() {
        return isMechanism() ? name().replace('_', '-') : name().toLowerCase(Locale.ROOT);
    }

    static SaslName of(Optional<String> mechanism) {
        return mechanism.map(BY_LABEL::get).orElse(OTHER);
    }
}
