package im.vestibule.services.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every place to keep block lists promises. */
abstract class BlockStoreContract {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid NURSE = Jid.of("nurse@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final Jid GARDEN = Jid.of("romeo@montague.test/gärden 'x'");
    private static final Jid MONTAGUE = Jid.of("montague.test");

    abstract BlockStore store();

    @Test
    void addsAndRemovesWithoutMindingWhatIsThere() {
        store().add(JULIET, Set.of(ROMEO, GARDEN));
        store().add(JULIET, Set.of(GARDEN, MONTAGUE));
        store().remove(JULIET, Set.of(ROMEO, NURSE));

        assertThat(store().load(JULIET)).containsExactlyInAnyOrder(GARDEN, MONTAGUE);
        assertThat(store().load(JULIET)).containsExactlyElementsOf(store().load(JULIET));
    }

    @Test
    void keepsAccountsApart() {
        store().add(JULIET, Set.of(ROMEO));
        store().add(NURSE, Set.of(ROMEO));

        store().drop(JULIET);

        assertThat(store().load(JULIET)).isEmpty();
        assertThat(store().load(NURSE)).containsExactly(ROMEO);
    }
}
