package im.vestibule.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code auth} table: who may log in, and how.
 *
 * @param methods in the order they are tried; without {@code methods} in the file, the tables below it in alphabetical
 *     order
 * @param password how passwords are kept
 * @param saslMechanisms in the order they are offered
 * @param saslExternal how EXTERNAL finds the user, in the order they are tried
 * @param downgradeProtection SCRAM tells what was offered (XEP-0474)
 * @param maxUsersPerDomain accounts that can be registered
 * @param rdbms present if its table is, whether or not {@code methods} lists it; so are the others
 */
public record AuthSpec(
        List<AuthMethod> methods,
        Password password,
        List<Mechanism> saslMechanisms,
        List<ExternalIdentity> saslExternal,
        boolean downgradeProtection,
        Limit maxUsersPerDomain,
        Optional<Rdbms> rdbms,
        Optional<External> external,
        Optional<Anonymous> anonymous,
        Optional<Http> http,
        Optional<JwtSpec> jwt,
        Optional<LdapSpec> ldap,
        Optional<Dummy> dummy) {

    /** SASL mechanisms by their names in the file. */
    public enum Mechanism {
        SCRAM_SHA512_PLUS,
        SCRAM_SHA512,
        SCRAM_SHA384_PLUS,
        SCRAM_SHA384,
        SCRAM_SHA256_PLUS,
        SCRAM_SHA256,
        SCRAM_SHA224_PLUS,
        SCRAM_SHA224,
        SCRAM_SHA1_PLUS,
        SCRAM_SHA1,
        PLAIN,
        ANONYMOUS,
        OAUTH,
        EXTERNAL,
        DIGEST
    }

    /** Where EXTERNAL looks for the user. */
    public enum ExternalIdentity {
        /** The certificate's XMPP addresses (RFC 6120, 13.7.1.4). */
        STANDARD,
        COMMON_NAME,
        /** The authorisation identity the client asks for. */
        AUTH_ID
    }

    private static final List<Mechanism> MECHANISMS = Arrays.stream(Mechanism.values())
            .filter(mechanism -> mechanism != Mechanism.EXTERNAL && mechanism != Mechanism.DIGEST)
            .toList();

    private static final Type<Mechanism> MECHANISM = Type.oneOf(Mechanism.class).noting(AuthSpec::warnOfHistory);

    private static Optional<Mechanism> warnOfHistory(Value value, Mechanism mechanism) {
        if (mechanism == Mechanism.DIGEST) {
            value.context()
                    .problems()
                    .warning(
                            value.key(),
                            Fault.of("no effect: DIGEST-MD5 is never offered, RFC 6331 tells why")
                                    .hint("SCRAM does what it was for"));
        }
        return Optional.of(mechanism);
    }

    static AuthSpec read(Section s) {
        Type<AuthMethod> method = Type.oneOf(AuthMethod.class).noting((value, name) -> requireTable(s, value, name));
        Optional<List<AuthMethod>> methods =
                s.find("methods", method.list(), "the tables that are there, alphabetically");
        AuthSpec auth = new AuthSpec(
                methods.orElseGet(() -> written(s)),
                s.section("password", Password::read),
                s.value("sasl_mechanisms", MECHANISM.list(), MECHANISMS),
                s.value("sasl_external", Type.oneOf(ExternalIdentity.class).list(), List.of(ExternalIdentity.STANDARD)),
                s.bool("downgrade_protection", true),
                s.value("max_users_per_domain", NumberTypes.LIMIT, Limit.INFINITY),
                s.table("rdbms", Rdbms::read),
                s.table("external", External::read),
                s.table("anonymous", Anonymous::read),
                s.table("http", Http::read),
                s.table("jwt", JwtSpec::read),
                s.table("ldap", LdapSpec::read),
                s.table("dummy", Dummy::read));
        // These two have no options of their own: the table switches them on.
        s.table("internal", AuthSpec::empty);
        s.table("pki", AuthSpec::empty);
        return auth;
    }

    private static Optional<AuthMethod> requireTable(Section s, Value value, AuthMethod method) {
        return s.written(name(method))
                ? Optional.of(method)
                : value.wrong(Fault.of("this method has no table")
                        .found(value.shown())
                        .hint("add [" + s.path(name(method)) + "]"));
    }

    private static Section empty(Section s) {
        return s;
    }

    private static List<AuthMethod> written(Section s) {
        return Arrays.stream(AuthMethod.values())
                .filter(method -> s.written(name(method)))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    static String name(AuthMethod method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    /**
     * How passwords are kept.
     *
     * @param format hashed for SCRAM, or as they are
     * @param hashes what is kept for each user with {@code scram}; all five unless the file says fewer
     * @param scramIterations for new credentials
     */
    public record Password(Format format, List<Hash> hashes, int scramIterations) {
        public enum Format {
            SCRAM,
            PLAIN
        }

        /** By their names in the file. */
        public enum Hash {
            SHA,
            SHA224,
            SHA256,
            SHA384,
            SHA512
        }

        static Password read(Section s) {
            return new Password(
                    s.value("format", Type.oneOf(Format.class), Format.SCRAM),
                    s.value("hash", Type.oneOf(Hash.class).uniqueNonEmptyList(), List.of(Hash.values())),
                    s.positive("scram_iterations", 10_000));
        }
    }

    /**
     * @param usersNumberEstimate users are counted by the database's own estimate
     */
    public record Rdbms(boolean usersNumberEstimate) {
        static Rdbms read(Section s) {
            return new Rdbms(s.bool("users_number_estimate", false));
        }
    }

    /**
     * A program that is asked.
     *
     * @param instances processes of it for each domain
     */
    public record External(Command program, int instances) {
        static External read(Section s) {
            return new External(s.mandatory("program", Command.TYPE), s.positive("instances", 1));
        }
    }

    /**
     * @param allowMultipleConnections one name may log in more than once
     * @param protocol SASL ANONYMOUS, a login with any name and password, or both
     * @param backend see {@link SessionBackend}
     */
    public record Anonymous(boolean allowMultipleConnections, Protocol protocol, SessionBackend backend) {
        public enum Protocol {
            SASL_ANON,
            LOGIN_ANON,
            BOTH
        }

        static Anonymous read(Section s) {
            return new Anonymous(
                    s.bool("allow_multiple_connections", false),
                    s.value("protocol", Type.oneOf(Protocol.class), Protocol.SASL_ANON),
                    s.value("backend", Type.oneOf(SessionBackend.class), SessionBackend.MNESIA));
        }
    }

    /**
     * A web service that is asked, through the pool {@code outgoing_pools.http.auth}.
     *
     * @param basicAuth {@code user:password}
     */
    public record Http(Optional<Secret> basicAuth) {
        private static final Type<Secret> BASIC_AUTH = Type.text(
                        "a string such as \"user:password\"",
                        "strings",
                        (value, text) -> text.indexOf(':') > 0 ? Optional.of(text) : value.wrong("", ""))
                .map(Secret::new, Secret::toString)
                .asSecret();

        static Http read(Section s) {
            return new Http(s.optional("basic_auth", BASIC_AUTH));
        }
    }

    /**
     * Lets everybody in after a while: for load tests.
     *
     * @param baseTime least time a login takes
     * @param variance longest time added at random
     */
    public record Dummy(Duration baseTime, Duration variance) {
        static Dummy read(Section s) {
            return new Dummy(
                    s.value("base_time", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(50)),
                    s.value("variance", NumberTypes.MILLIS, NumberTypes.millis(450)));
        }
    }
}
