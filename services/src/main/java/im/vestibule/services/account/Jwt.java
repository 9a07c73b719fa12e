package im.vestibule.services.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.JwtSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code jwt}: a signed token in place of a password (RFC 7519). What it says of its own algorithm must be what
 * the file says; where it tells to look for a key is not looked at. Everybody has an account, so none can be registered.
 */
public final class Jwt implements Backend {
    /** Characters of a token that are looked at. */
    static final int LONGEST = 4_096;

    /** How far clocks may differ. */
    static final Duration LEEWAY = Duration.ofMinutes(1);

    private final JwtSpec spec;
    private final Function<String, @Nullable String> environment;
    private final InstantSource clock;
    private final Trouble trouble = new Trouble("jwt");
    private final Optional<JwtKey> lasting;

    /** What a token says. */
    private sealed interface Said {
        /** Nothing that is to be believed. */
        record Nothing() implements Said {}

        record Late() implements Said {}

        record Name(Jid account) implements Said {}
    }

    /**
     * @param environment gives variables, or null
     */
    public Jwt(JwtSpec spec, Function<String, @Nullable String> environment, InstantSource clock) {
        this.spec = spec;
        this.environment = environment;
        this.clock = clock;
        lasting = spec.key() instanceof JwtSpec.Key.Environment ? Optional.empty() : Optional.of(JwtKey.of(spec));
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.JWT;
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public boolean takesBearers() {
        return true;
    }

    @Override
    public Existence exists(Jid account) {
        return Existence.EXISTS;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        return switch (bearer(account.domain(), password)) {
            case Bearer.Accepted(Jid named, var _) -> named.equals(account) ? Verdict.ACCEPTED : Verdict.REFUSED;
            case Bearer.Refused _, Bearer.Expired _ -> Verdict.REFUSED;
            case Bearer.Unavailable _ -> Verdict.UNAVAILABLE;
        };
    }

    @Override
    public Bearer bearer(String domain, Secret token) {
        return switch (key()) {
            case JwtKey.Unusable(String why) -> {
                trouble.report(why);
                yield new Bearer.Unavailable();
            }
            case JwtKey.Usable(JWSVerifier verifier) ->
                switch (read(domain, token.reveal(), verifier)) {
                    case Said.Name(Jid account) -> Bearer.Accepted.of(account);
                    case Said.Late() -> new Bearer.Expired();
                    case Said.Nothing() -> new Bearer.Refused();
                };
        };
    }

    private JwtKey key() {
        return lasting.orElseGet(() -> {
            String variable = spec.key() instanceof JwtSpec.Key.Environment(String name) ? name : "";
            String value = environment.apply(variable);
            return value == null
                    ? new JwtKey.Unusable("the environment has no " + variable)
                    : JwtKey.of(spec.algorithm(), value.getBytes(StandardCharsets.UTF_8));
        });
    }

    private Said read(String domain, String token, JWSVerifier verifier) {
        if (token.length() > LONGEST) {
            return new Said.Nothing();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            // RFC 7515 §4.1.11: we understand no extension that must be understood.
            boolean ours =
                    header.getAlgorithm().getName().equals(spec.algorithm().name())
                            && header.getCriticalParams() == null;
            return ours && jwt.verify(verifier) ? read(domain, jwt.getJWTClaimsSet()) : new Said.Nothing();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            // Whatever was sent is no token; the library has three ways to say so.
            return new Said.Nothing();
        }
    }

    /** RFC 7519 §4.1: of the times, those that are there count. */
    private Said read(String domain, JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (isAfter(claims.getNotBeforeTime(), now) || isAfter(claims.getIssueTime(), now)) {
            return new Said.Nothing();
        }
        Optional<Jid> account = claims.getClaim(spec.usernameKey()) instanceof String name
                ? Jid.of(name, domain, "").filter(jid -> !jid.local().isEmpty())
                : Optional.empty();
        Date expiry = claims.getExpirationTime();
        if (expiry != null && !now.isBefore(expiry.toInstant().plus(LEEWAY))) {
            return new Said.Late();
        }
        return account.<Said>map(Said.Name::new).orElseGet(Said.Nothing::new);
    }

    private static boolean isAfter(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(LEEWAY));
    }
}
