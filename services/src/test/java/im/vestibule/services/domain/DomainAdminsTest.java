package im.vestibule.services.domain;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Seal;
import im.vestibule.services.account.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainAdminsTest {
    private static final Secret RIGHT = new Secret("qzjxkw");
    private static final Secret WRONG = new Secret("guess");

    private final MemoryDomainStore store = new MemoryDomainStore();
    private final Derivation derivation = new Derivation();
    private final DomainAdmins admins =
            new DomainAdmins(store, new Doors(), new Seal(derivation, new Decoys(new byte[32])));

    DomainAdminsTest() {
        store.insert(new Domain("one.test", "club", Status.ENABLED));
        store.insert(new Domain("off.test", "club", Status.DISABLED));
        store.insert(new Domain("gone.test", "club", Status.DELETING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed.test", "one.test", "off.test", "ONE.test"})
    void letsInWhoHasThePassword(String domain) {
        assertThat(admins.check(domain, RIGHT)).isEqualTo(Verdict.REFUSED);
        assertThat(admins.set(domain, RIGHT)).isEqualTo(PasswordChange.DONE);

        assertThat(admins.check(domain, RIGHT)).isEqualTo(Verdict.ACCEPTED);
        assertThat(admins.check(domain, WRONG)).isEqualTo(Verdict.REFUSED);
        assertThat(admins.set(domain, WRONG)).isEqualTo(PasswordChange.DONE);
        assertThat(admins.check(domain, RIGHT)).as("the old one").isEqualTo(Verdict.REFUSED);
        assertThat(admins.delete(domain)).isEqualTo(PasswordChange.DONE);
        assertThat(admins.delete(domain)).isEqualTo(PasswordChange.ABSENT);
        assertThat(admins.check(domain, WRONG)).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two.test", "gone.test", "a b", ""})
    void knowsNobodyElsewhere(String domain) {
        store.setAdmin("gone.test", "==MULTI_SCRAM==");

        assertThat(admins.set(domain, RIGHT)).isEqualTo(PasswordChange.ABSENT);
        assertThat(admins.delete(domain)).isEqualTo(PasswordChange.ABSENT);
        assertThat(admins.check(domain, RIGHT)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void takesAsMuchWorkWhereThereIsNoPassword() {
        admins.set("one.test", RIGHT);
        long before = derivation.runs();
        admins.check("one.test", WRONG);
        long known = derivation.runs() - before;
        admins.check("two.test", WRONG);

        assertThat(derivation.runs() - before).isEqualTo(2 * known);
        assertThat(known).isPositive();
    }

    @Test
    void keepsNoPassword() {
        admins.set("one.test", RIGHT);

        assertThat(store.admin("one.test").orElseThrow()).doesNotContain(RIGHT.reveal());
        assertThat(admins.set("one.test", new Secret(""))).isEqualTo(PasswordChange.BAD_PASSWORD);
    }

    @Test
    void saysSoIfTheStoreCannotDoIt() {
        store.fail(3);

        assertThat(admins.set("one.test", RIGHT)).isEqualTo(PasswordChange.UNAVAILABLE);
        assertThat(admins.delete("one.test")).isEqualTo(PasswordChange.UNAVAILABLE);
        assertThat(admins.check("one.test", RIGHT)).isEqualTo(Verdict.UNAVAILABLE);
    }
}
