package im.vestibule.services.sasl;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.services.account.Hash;
import java.util.List;
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

    /**
     * XEP-0178.
     *
     * @param order {@code auth.sasl_external}, not empty
     */
    record External(List<ExternalIdentity> order) implements Mechanism {
        @Override
        public String name() {
            return "EXTERNAL";
        }
    }

    /**
     * The mechanisms of a domain in the order they are offered; those that are not built are left out.
     *
     * @param names {@code auth.sasl_mechanisms}
     * @param external {@code auth.sasl_external}
     */
    static List<Mechanism> of(List<AuthSpec.Mechanism> names, List<ExternalIdentity> external) {
        return names.stream()
                .map(name -> of(name, external))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<Mechanism> of(AuthSpec.Mechanism name, List<ExternalIdentity> external) {
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
            case EXTERNAL -> external.isEmpty() ? Optional.empty() : Optional.of(new External(external));
            case ANONYMOUS, OAUTH, DIGEST -> Optional.empty();
        };
    }

    private static Optional<Mechanism> scram(Hash hash, boolean plus) {
        return Optional.of(new Scram(hash, plus));
    }
}
