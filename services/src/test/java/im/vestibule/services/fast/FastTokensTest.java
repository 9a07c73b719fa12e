package im.vestibule.services.fast;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.FastAuthTokenSpec.Period;
import im.vestibule.config.FastAuthTokenSpec.Unit;
import im.vestibule.config.FastAuthTokenSpec.ValidityPeriod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Remembering;
import im.vestibule.services.store.Store;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FastTokensTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final UUID PHONE = UUID.fromString("d4565fa7-4d72-4749-b3d3-740edbf87770");
    private static final Octets CHANNEL = Octets.of("channel");
    private static final Set<AuthMethod> METHODS = Set.of(AuthMethod.INTERNAL);

    private final MemoryFastTokenStore store = new MemoryFastTokenStore();
    private final Remembering backend = new Remembering(AuthMethod.INTERNAL);
    private final Accounts accounts = new Accounts(
            Map.of("door.test", new Methods(List.of(backend), Remembering.ITERATIONS, Limit.INFINITY)),
            new Decoys(new byte[32]));
    private Instant now = Instant.parse("2026-11-22T12:00:00.250Z");
    private final FastTokens tokens = tokens(store, 6);

    FastTokensTest() {
        backend.put(JULIET, new Secret("r0m30"));
    }

    private FastTokens tokens(FastTokenStore store, int rotate) {
        return new FastTokens(
                store, () -> now, new ValidityPeriod(new Period(3, Unit.DAYS), new Period(rotate, Unit.HOURS)));
    }

    private FastToken issue() {
        return tokens.issue(JULIET, PHONE, FastMechanism.EXPR).orElseThrow();
    }

    private void wait(Duration time) {
        now = now.plus(time);
    }

    /** What a client sends, or expects. */
    private static Octets hash(FastToken token, String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.secret().reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            input.writeBytes(role.getBytes(StandardCharsets.UTF_8));
            input.writeBytes(CHANNEL.bytes());
            return Octets.of(mac.doFinal(input.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Claim claim(FastToken token, OptionalLong count, boolean invalidate) {
        return new Claim(JULIET, PHONE, FastMechanism.EXPR, CHANNEL, hash(token, "Initiator"), count, invalidate);
    }

    private Redemption redeem(Claim claim) {
        return tokens.redeem(claim, accounts, METHODS);
    }

    private Redemption redeem(FastToken token) {
        return redeem(claim(token, OptionalLong.empty(), false));
    }

    private static Redemption accepted(FastToken token) {
        return new Redemption.Accepted(hash(token, "Responder"));
    }

    @Test
    void letsAClientInByItsTokenAgainAndAgain() {
        FastToken token = issue();

        assertThat(token.expiry()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(redeem(token)).isEqualTo(accepted(token));
        assertThat(redeem(token)).isEqualTo(accepted(token));
    }

    @Test
    void givesATokenThatNobodyCanGuess() {
        assertThat(issue().secret().reveal())
                .hasSize(43)
                .isNotEqualTo(issue().secret().reveal());
        assertThat(issue().toString()).doesNotContain(issue().secret().reveal());
    }

    @Test
    void refusesATokenByAnotherMechanismThanItWasGivenFor() {
        FastToken token = issue();
        Claim other = new Claim(
                JULIET, PHONE, FastMechanism.NONE, CHANNEL, hash(token, "Initiator"), OptionalLong.empty(), false);

        assertThat(redeem(other)).isEqualTo(new Redemption.Refused());
        assertThat(redeem(token)).isEqualTo(accepted(token));
    }

    @Test
    void tellsThatATokenHasExpiredToNobodyButItsOwner() {
        FastToken token = issue();
        now = token.expiry().minusMillis(1);
        assertThat(redeem(token)).isEqualTo(accepted(token));
        now = token.expiry();

        assertThat(redeem(token)).isEqualTo(new Redemption.Expired());
        FastToken guessed = new FastToken(new Secret("guess"), FastMechanism.EXPR, token.expiry());
        assertThat(redeem(guessed)).isEqualTo(new Redemption.Refused());
    }

    @Test
    void replacesAUsedTokenNearItsEndAndLetsTheOldOneLiveUntilTheNewOneIsUsed() {
        FastToken old = issue();
        assertThat(redeem(old)).isEqualTo(accepted(old));
        wait(Duration.ofHours(65));
        assertThat(tokens.renew(JULIET, PHONE)).isEmpty();
        wait(Duration.ofHours(1));

        FastToken fresh = tokens.renew(JULIET, PHONE).orElseThrow();
        assertThat(fresh.mechanism()).isEqualTo(FastMechanism.EXPR);
        assertThat(redeem(old)).isEqualTo(accepted(old));
        assertThat(redeem(fresh)).isEqualTo(accepted(fresh));
        assertThat(redeem(old)).isEqualTo(new Redemption.Refused());
        assertThat(tokens.renew(JULIET, PHONE)).isEmpty();
    }

    @Test
    void neverReplacesATokenByItselfWithARotationOfZero() {
        redeem(issue());
        wait(Duration.ofHours(71));

        assertThat(tokens(store, 0).renew(JULIET, PHONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "3, 3, false", "3, 2, false", "3, 4, true"})
    void takesEveryCountOnce(long first, long second, boolean taken) {
        FastToken token = issue();
        assertThat(redeem(claim(token, OptionalLong.of(first), false))).isEqualTo(accepted(token));

        assertThat(redeem(claim(token, OptionalLong.of(second), false)))
                .isEqualTo(taken ? accepted(token) : new Redemption.Refused());
    }

    @Test
    void forgetsATokenThatIsInvalidatedWithTheLoginThatSaysSo() {
        FastToken token = issue();

        assertThat(redeem(claim(token, OptionalLong.empty(), true))).isEqualTo(accepted(token));
        assertThat(redeem(token)).isEqualTo(new Redemption.Refused());
    }

    @Test
    void letsNobodyInWhoseAccountNoAllowedMethodHas() {
        FastToken token = issue();

        assertThat(tokens.redeem(claim(token, OptionalLong.empty(), false), accounts, Set.of(AuthMethod.LDAP)))
                .isEqualTo(new Redemption.Refused());
        accounts.remove(JULIET);
        assertThat(redeem(token)).isEqualTo(new Redemption.Refused());
    }

    @Test
    void doesNotTakeABackEndThatIsDownForARefusal() {
        FastToken token = issue();
        backend.down = true;
        assertThat(redeem(token)).isEqualTo(new Redemption.Unavailable());
    }

    @Test
    void doesNotTakeAStoreThatFailsForARefusal(@TempDir Path directory) {
        Store closed = Store.open(directory);
        closed.close();
        FastTokens failing = tokens(new SqlFastTokenStore(closed), 6);

        assertThat(failing.issue(JULIET, PHONE, FastMechanism.NONE)).isEmpty();
        assertThat(failing.renew(JULIET, PHONE)).isEmpty();
        assertThat(failing.redeem(claim(issue(), OptionalLong.empty(), false), accounts, METHODS))
                .isEqualTo(new Redemption.Unavailable());
    }
}
