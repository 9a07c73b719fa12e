package im.vestibule.services.fast;

import java.util.Arrays;
import java.util.Optional;

/**
 * The mechanisms that a token can be for (draft-schmaus-kitten-sasl-ht §3). That by {@code tls-unique} is not among them: TLS
 * 1.3 has no such thing.
 */
public enum FastMechanism {
    /** Proves more than the next ones, so it comes first: the channel's own keys. */
    EXPR("tls-exporter"),
    /** The server's certificate. */
    ENDP("tls-server-end-point"),
    /** Nothing but the token. */
    NONE("");

    private final String mechanism = "HT-SHA-256-" + name();
    private final String binding;

    FastMechanism(String binding) {
        this.binding = binding;
    }

    /** As it is spelled on the wire, such as {@code HT-SHA-256-ENDP}. */
    public String mechanism() {
        return mechanism;
    }

    /** The registered name of what it binds the channel by, if it does. */
    public Optional<String> binding() {
        return binding.isEmpty() ? Optional.empty() : Optional.of(binding);
    }

    public static Optional<FastMechanism> of(String mechanism) {
        return Arrays.stream(values())
                .filter(one -> one.mechanism.equals(mechanism))
                .findFirst();
    }
}
