package im.vestibule.services.sasl;

import im.vestibule.config.AuthSpec;
import im.vestibule.services.account.Hash;
import java.util.Optional;

/** A way to prove who one is, by its registered name. */
public sealed interface Mechanism {
    /** The name on the wire, such as {@code SCRAM-SHA-256-PLUS}. */
    String name();

    /** RFC 4616. */
    record Plain() implements Mechanism {
        @Override
        public String name() {
            return "PLAIN";
        }
    }

    /**
     * RFC 5802, RFC 7677.
     *
     * @param plus whether it is bound to the TLS channel
     */
    record Scram(Hash hash, boolean plus) implements Mechanism {
        @Override
        public String name() {
            return plus ? hash.scram() + "-PLUS" : hash.scram();
        }
    }

    /** The mechanism of a name in {@code auth.sasl_mechanisms}; empty for those that are not built. */
    static Optional<Mechanism> of(AuthSpec.Mechanism name) {
        return switch (name) {
            case SCRAM_SHA1 -> scram(Hash.SHA, false);
            case SCRAM_SHA1_PLUS -> scram(Hash.SHA, true);
            case SCRAM_SHA224 -> scram(Hash.SHA224, false);
            case SCRAM_SHA224_PLUS -> scram(Hash.SHA224, true);
            case SCRAM_SHA256 -> scram(Hash.SHA256, false);
            case SCRAM_SHA256_PLUS -> scram(Hash.SHA256, true);
            case SCRAM_SHA384 -> scram(Hash.SHA384, false);
            case SCRAM_SHA384_PLUS -> scram(Hash.SHA384, true);
            case SCRAM_SHA512 -> scram(Hash.SHA512, false);
            case SCRAM_SHA512_PLUS -> scram(Hash.SHA512, true);
            case PLAIN -> Optional.of(new Plain());
            case ANONYMOUS, OAUTH, EXTERNAL, DIGEST -> Optional.empty();
        };
    }

    private static Optional<Mechanism> scram(Hash hash, boolean plus) {
        return Optional.of(new Scram(hash, plus));
    }
}
