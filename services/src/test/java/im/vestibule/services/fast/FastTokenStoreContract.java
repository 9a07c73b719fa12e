package im.vestibule.services.fast;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.fast.FastTokenStore.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every place to keep tokens promises. */
abstract class FastTokenStoreContract {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid NURSE = Jid.of("nurse@capulet.test");
    private static final UUID PHONE = UUID.fromString("d4565fa7-4d72-4749-b3d3-740edbf87770");
    private static final UUID LAPTOP = UUID.fromString("0bd1a3b5-7f3c-4a57-9d1a-2b6f3a0c9e11");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final OptionalLong UNCOUNTED = OptionalLong.empty();
    private static final int MOST = 3;

    abstract FastTokenStore store();

    private static FastToken token(String secret, Instant expiry) {
        return new FastToken(new Secret(secret), FastMechanism.ENDP, expiry);
    }

    private void add(Jid account, UUID agent, FastToken token) {
        store().add(account, agent, token, Instant.EPOCH, MOST);
    }

    @Test
    void keepsATokenForOneClientOfOneAccount() {
        FastToken token = token("t1", NOON);
        add(JULIET, PHONE, token);

        assertThat(store().find(JULIET, PHONE)).isEqualTo(Map.of(Slot.NEW, token));
        assertThat(store().find(JULIET, LAPTOP)).isEmpty();
        assertThat(store().find(NURSE, PHONE)).isEmpty();
    }

    @Test
    void putsANewTokenInPlaceOfOneThatWasNeverUsed() {
        add(JULIET, PHONE, token("t1", NOON));
        add(JULIET, PHONE, token("t2", NOON));

        assertThat(store().find(JULIET, PHONE)).isEqualTo(Map.of(Slot.NEW, token("t2", NOON)));
    }

    @Test
    void keepsTheUsedTokenUntilTheNewOneIsUsed() {
        FastToken first = token("t1", NOON);
        FastToken second = token("t2", NOON.plusSeconds(1));
        add(JULIET, PHONE, first);
        assertThat(store().use(JULIET, PHONE, Slot.NEW, first, UNCOUNTED)).isTrue();
        add(JULIET, PHONE, second);

        assertThat(store().find(JULIET, PHONE)).isEqualTo(Map.of(Slot.CURRENT, first, Slot.NEW, second));
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, first, UNCOUNTED)).isTrue();
        assertThat(store().use(JULIET, PHONE, Slot.NEW, second, UNCOUNTED)).isTrue();
        assertThat(store().find(JULIET, PHONE)).isEqualTo(Map.of(Slot.CURRENT, second));
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, first, UNCOUNTED)).isFalse();
    }

    @Test
    void takesEveryCountOnce() {
        FastToken token = token("t1", NOON);
        add(JULIET, PHONE, token);

        assertThat(store().use(JULIET, PHONE, Slot.NEW, token, OptionalLong.of(0)))
                .isTrue();
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, token, OptionalLong.of(0)))
                .isFalse();
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, token, OptionalLong.of(7)))
                .isTrue();
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, token, UNCOUNTED)).isTrue();
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, token, OptionalLong.of(7)))
                .isFalse();
        assertThat(store().use(JULIET, PHONE, Slot.CURRENT, token, OptionalLong.of(8)))
                .isTrue();
    }

    @Test
    void forgetsTheClientWhoseTokenExpiresFirstAtTheBound() {
        for (int i = 0; i < MOST + 1; i++) {
            add(JULIET, new UUID(4, i), token("t" + i, NOON.plusSeconds(i)));
        }
        add(NURSE, PHONE, token("n", NOON));

        assertThat(store().find(JULIET, new UUID(4, 0))).isEmpty();
        for (int i = 1; i < MOST + 1; i++) {
            assertThat(store().find(JULIET, new UUID(4, i))).hasSize(1);
        }
        assertThat(store().find(NURSE, PHONE)).hasSize(1);
    }

    @Test
    void forgetsWhatExpiredLongAgo() {
        add(JULIET, PHONE, token("old", NOON));
        add(NURSE, PHONE, token("just so", NOON.plusMillis(1)));

        store().add(JULIET, LAPTOP, token("t1", NOON.plusSeconds(9)), NOON.plusMillis(1), MOST);

        assertThat(store().find(JULIET, PHONE)).isEmpty();
        assertThat(store().find(NURSE, PHONE)).hasSize(1);
    }

    @Test
    void dropsAClientOrAll() {
        add(JULIET, PHONE, token("t1", NOON));
        add(JULIET, LAPTOP, token("t2", NOON));
        add(NURSE, PHONE, token("t3", NOON));

        store().drop(JULIET, PHONE);
        assertThat(store().find(JULIET, PHONE)).isEmpty();
        assertThat(store().find(JULIET, LAPTOP)).hasSize(1);
        store().drop(JULIET);
        assertThat(store().find(JULIET, LAPTOP)).isEmpty();
        assertThat(store().find(NURSE, PHONE)).hasSize(1);
    }
}
