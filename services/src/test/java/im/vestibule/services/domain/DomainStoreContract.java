package im.vestibule.services.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every place to keep dynamic domains promises. */
abstract class DomainStoreContract {
    private static final Domain ONE = new Domain("one.test", "club", Status.ENABLED);
    private static final Domain OTHER = new Domain("other.test", "club", Status.DISABLED);

    abstract DomainStore store();

    /** Has this many rows kept under a domain's name. */
    abstract void fill(String name, int rows);

    @Test
    void keepsDomainsByName() {
        assertThat(store().insert(OTHER)).isTrue();
        assertThat(store().insert(ONE)).isTrue();

        assertThat(store().find("one.test")).contains(ONE);
        assertThat(store().find("two.test")).isEmpty();
        assertThat(store().all()).containsExactly(ONE, OTHER);
    }

    @Test
    void takesANameOnce() {
        store().insert(ONE);

        assertThat(store().insert(new Domain("one.test", "guild", Status.DISABLED)))
                .isFalse();
        assertThat(store().all()).containsExactly(ONE);
    }

    @Test
    void letsNobodyInWhoAdministeredAnEarlierDomainOfTheName() {
        store().setAdmin("one.test", "keys");

        store().insert(ONE);
        assertThat(store().admin("one.test")).isEmpty();

        store().setAdmin("one.test", "other keys");
        store().insert(ONE);
        assertThat(store().admin("one.test")).as("nothing was added").contains("other keys");
    }

    @Test
    void changesHowADomainIsDoing() {
        store().insert(ONE);

        store().set("one.test", Status.DELETING);
        store().set("two.test", Status.DELETING);

        assertThat(store().all()).containsExactly(ONE.is(Status.DELETING));
    }

    @Test
    void erasesInBatchesAndTheDomainLast() {
        store().insert(ONE);
        store().insert(OTHER);
        store().setAdmin("one.test", "keys");
        fill("one.test", 25);
        fill("other.test", 5);

        assertThat(store().erase("one.test", 10)).isEqualTo(10);
        assertThat(store().erase("one.test", 10)).isEqualTo(10);
        assertThat(store().erase("one.test", 10)).isEqualTo(5);
        assertThat(store().find("one.test")).isPresent();
        assertThat(store().erase("one.test", 10)).isZero();

        assertThat(store().all()).containsExactly(OTHER);
        assertThat(store().admin("one.test")).isEmpty();
        assertThat(store().erase("other.test", 10)).as("of others nothing went").isEqualTo(5);
    }

    @Test
    void keepsOnePasswordOfADomainsAdmin() {
        store().setAdmin("one.test", "keys");
        store().setAdmin("one.test", "other keys");

        assertThat(store().admin("one.test")).contains("other keys");
        assertThat(store().admin("two.test")).isEmpty();
        assertThat(store().dropAdmin("one.test")).isTrue();
        assertThat(store().dropAdmin("one.test")).isFalse();
        assertThat(store().admin("one.test")).isEmpty();
    }
}
