package im.vestibule.services.sasl;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.services.account.Hash;
import java.util.List;

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

    /** RFC 4505. */
    record Anonymous() implements Mechanism {
        @Override
        public String name() {
            return "ANONYMOUS";
        }
    }

    /** RFC 7628. */
    record OAuthBearer() implements Mechanism {
        @Override
        public String name() {
            return "OAUTHBEARER";
        }
    }

    /** MongooseIM's, for tokens of {@code mod_auth_token}. */
    record XOAuth() implements Mechanism {
        @Override
        public String name() {
            return "X-OAUTH";
        }
    }

    /**
     * The mechanisms of a domain in the order they are offered. {@code digest} is none of them (RFC 6331).
     *
     * @param names {@code auth.sasl_mechanisms}
     * @param external {@code auth.sasl_external}
     */
    static List<Mechanism> of(List<AuthSpec.Mechanism> names, List<ExternalIdentity> external) {
        return names.stream()
                .map(name -> of(name, external))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private static List<Mechanism> of(AuthSpec.Mechanism name, List<ExternalIdentity> external) {
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
            case PLAIN -> List.of(new Plain());
            case EXTERNAL -> external.isEmpty() ? List.of() : List.of(new External(external));
            case ANONYMOUS -> List.of(new Anonymous());
            case OAUTH -> List.of(new OAuthBearer(), new XOAuth());
            case DIGEST -> List.of();
        };
    }

    private static List<Mechanism> scram(Hash hash, boolean plus) {
        return List.of(new Scram(hash, plus));
    }
}
