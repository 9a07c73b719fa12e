package im.vestibule.it;

import static im.vestibule.it.AccountLedger.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.AccountLedger.Answer;
import im.vestibule.it.AccountLedger.Deed;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountLedgerTest {
    private static final AccountLedger MADE = AccountLedger.EMPTY.after(Deed.CREATE, "one", Answer.DONE);

    @Test
    void knowsWhatWasAcknowledged() {
        assertThat(MADE).isEqualTo(new AccountLedger(Set.of("one"), Set.of()));
        assertThat(MADE.after(Deed.CHANGE, "two", Answer.DONE))
                .isEqualTo(new AccountLedger(Set.of("two"), Set.of("one")));
        assertThat(MADE.after(Deed.REMOVE, "", Answer.DONE)).isEqualTo(new AccountLedger(Set.of(NONE), Set.of("one")));
    }

    @Test
    void leavesOpenWhatHadNoAnswer() {
        AccountLedger open = MADE.after(Deed.CHANGE, "two", Answer.UNKNOWN).after(Deed.REMOVE, "", Answer.UNKNOWN);
        assertThat(open.may()).containsExactlyInAnyOrder("one", "two", NONE);
        assertThat(open.isCertain()).isFalse();
        assertThat(open.after(Deed.REMOVE, "", Answer.REFUSED))
                .isEqualTo(new AccountLedger(Set.of(NONE), Set.of("one", "two")));
    }

    @Test
    void seesContradictions() {
        assertThat(MADE.denies(Deed.CHANGE, Answer.REFUSED)).isTrue();
        assertThat(MADE.denies(Deed.CREATE, Answer.DONE)).isTrue();
        assertThat(MADE.denies(Deed.CREATE, Answer.REFUSED)).isFalse();
        assertThat(AccountLedger.EMPTY.denies(Deed.CREATE, Answer.REFUSED)).isTrue();
        assertThat(AccountLedger.EMPTY.denies(Deed.REMOVE, Answer.REFUSED)).isFalse();
        AccountLedger open = MADE.after(Deed.REMOVE, "", Answer.UNKNOWN);
        assertThat(open.denies(Deed.CHANGE, Answer.REFUSED)).isFalse();
        assertThat(open.denies(Deed.CHANGE, Answer.DONE)).isFalse();
    }
}
