package im.vestibule.services.last;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every place to keep last activity promises. */
abstract class LastStoreContract {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid NURSE = Jid.of("nurse@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    abstract LastStore store();

    @Test
    void keepsTheLatestOnly() {
        store().save(JULIET, new LastActivity(NOON.minusSeconds(1), "Heading home"));
        store().save(JULIET, new LastActivity(NOON, ""));

        assertThat(store().find(JULIET)).contains(new LastActivity(NOON, ""));
        assertThat(store().find(NURSE)).isEmpty();
    }

    @Test
    void storesInTheEndWhatItWasLeft() {
        store().later(JULIET, new LastActivity(NOON, "Adieu"));
        // Work is done in order, so this comes after.
        store().save(NURSE, new LastActivity(NOON, ""));

        assertThat(store().find(JULIET)).contains(new LastActivity(NOON, "Adieu"));
    }

    @Test
    void tellsTheActiveFromTheOldWithinADomain() {
        store().save(JULIET, new LastActivity(NOON, ""));
        store().save(NURSE, new LastActivity(NOON.minusMillis(1), ""));
        store().save(Jid.of("tybalt@capulet.test"), new LastActivity(NOON.minusMillis(2), ""));
        store().save(ROMEO, new LastActivity(NOON.minusSeconds(1), ""));

        assertThat(store().countSince("capulet.test", NOON)).isEqualTo(1);
        assertThat(store().before("capulet.test", NOON, 10)).containsExactly(Jid.of("tybalt@capulet.test"), NURSE);
        assertThat(store().before("capulet.test", NOON, 1)).containsExactly(Jid.of("tybalt@capulet.test"));
    }

    @Test
    void forgetsAnAccount() {
        store().save(JULIET, new LastActivity(NOON, ""));
        store().save(NURSE, new LastActivity(NOON, ""));

        store().drop(JULIET);

        assertThat(store().find(JULIET)).isEmpty();
        assertThat(store().find(NURSE)).isPresent();
    }
}
