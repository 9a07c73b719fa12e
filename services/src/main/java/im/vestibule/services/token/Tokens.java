package im.vestibule.services.token;

import im.vestibule.config.AuthTokenSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Bearer;
import im.vestibule.services.account.Bearers;
import im.vestibule.services.account.Trouble;
import im.vestibule.services.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens of the accounts of a domain, or of all domains of a type: they log in, or get a new one that does, until their time is over or they are revoked.
 * The layout is MongooseIM's, see {@link Token}. Calls may wait.
 *
 * <p>Ours is that a revocation counts for tokens that log in, too: they do not say when they were made, but end at a known
 * time after it.
 */
public final class Tokens implements Bearers {
    private static final String ALGORITHM = "HmacSHA384";

    private final SecretKeySpec key;
    private final AuthTokenSpec spec;
    private final TokenStore store;
    private final InstantSource clock;
    private final Trouble trouble = new Trouble("mod_auth_token");

    /**
     * Two tokens as they are on the wire, before base64.
     *
     * @param access logs in
     * @param refresh logs in, and gets a new one of the other kind with it
     */
    public record Pair(Secret access, Secret refresh) {}

    /**
     * @param key not empty
     */
    public Tokens(byte[] key, AuthTokenSpec spec, TokenStore store, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.spec = spec;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Fresh tokens.
     *
     * @throws StoreException if the store fails
     */
    public Pair issue(Jid account) {
        Jid owner = account.bare();
        TokenStore.Rule rule = store.issue(owner, clock.instant());
        Token refresh = new Token(owner, now().plus(spec.refresh()), OptionalLong.of(rule.number()));
        return new Pair(signed(access(owner, rule)), signed(refresh));
    }

    /** As if made in the first second that is wholly after the last revocation, should that still be to come. */
    private Token access(Jid owner, TokenStore.Rule rule) {
        Instant start = now().isBefore(rule.start()) ? rule.start() : now();
        return new Token(owner, start.plus(spec.access()), OptionalLong.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Makes all tokens of an account void, as when it is removed.
     *
     * @return whether there may have been any
     * @throws StoreException if the store fails
     */
    public boolean revoke(Jid account) {
        return store.revoke(account.bare(), clock.instant());
    }

    @Override
    public Bearer check(String domain, Secret token) {
        String text = token.reveal();
        int end = text.lastIndexOf('\0');
        if (end < 0 || !isGenuine(text.substring(0, end), text.substring(end + 1))) {
            return new Bearer.Refused();
        }
        Optional<Token> said = Token.parse(text.substring(0, end))
                .filter(own -> own.account().domain().equals(domain));
        return said.map(this::check).orElseGet(Bearer.Refused::new);
    }

    private Bearer check(Token token) {
        Optional<TokenStore.Rule> rule;
        try {
            rule = store.find(token.account());
        } catch (StoreException failure) {
            trouble.report(failure);
            return new Bearer.Unavailable();
        }
        if (rule.isEmpty() || !holds(rule.get(), token)) {
            return new Bearer.Refused();
        }
        if (!now().isBefore(token.expiry())) {
            return new Bearer.Expired();
        }
        return new Bearer.Accepted(
                token.account(),
                token.renews() ? Optional.of(signed(access(token.account(), rule.get()))) : Optional.empty());
    }

    private boolean holds(TokenStore.Rule rule, Token token) {
        return token.renews()
                ? rule.number() == token.number().getAsLong()
                : token.expiry().minus(spec.access()).isAfter(rule.revoked());
    }

    /** A token as clients write it. */
    public static String base64(Secret token) {
        return Base64.getEncoder().encodeToString(token.reveal().getBytes(StandardCharsets.UTF_8));
    }

    private Secret signed(Token token) {
        return new Secret(token.body() + '\0' + HexFormat.of().formatHex(mac(token.body())));
    }

    /** Compares in constant time. */
    private boolean isGenuine(String body, String mac) {
        byte[] expected = HexFormat.of().formatHex(mac(body)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, mac.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
