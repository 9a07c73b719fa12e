package im.vestibule.it;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What somebody who has changed an account knows of it.
 *
 * @param may passwords one of which it has; {@link #NONE} among them if there may be no such account
 * @param mustNot passwords that it has had, and has no more
 */
record AccountLedger(Set<String> may, Set<String> mustNot) {
    /** Stands for no account. */
    static final String NONE = "";

    static final AccountLedger EMPTY = new AccountLedger(Set.of(NONE), Set.of());

    /** What is asked for. */
    enum Deed {
        CREATE,
        CHANGE,
        REMOVE
    }

    /** What came of it. */
    enum Answer {
        DONE,
        /** There was such an account, or there was none. */
        REFUSED,
        /** None came, or one that leaves it open. */
        UNKNOWN
    }

    AccountLedger {
        may = Set.copyOf(may);
        mustNot = Set.copyOf(mustNot);
    }

    boolean isCertain() {
        return may.size() == 1;
    }

    boolean mayBeGone() {
        return may.contains(NONE);
    }

    /** Whether this answer contradicts what was known. */
    boolean denies(Deed deed, Answer answer) {
        boolean there = !mayBeGone();
        boolean gone = may.equals(Set.of(NONE));
        return switch (answer) {
            case DONE -> deed == Deed.CREATE ? there : gone;
            case REFUSED -> deed == Deed.CREATE ? gone : there;
            case UNKNOWN -> false;
        };
    }

    /**
     * @param password the new one; of no account if it is removed
     */
    AccountLedger after(Deed deed, String password, Answer answer) {
        String wanted = deed == Deed.REMOVE ? NONE : password;
        return switch (answer) {
            case DONE -> narrowed(Set.of(wanted));
            case REFUSED -> deed == Deed.CREATE ? without(NONE) : narrowed(Set.of(NONE));
            case UNKNOWN -> {
                Set<String> wider = new LinkedHashSet<>(may);
                wider.add(wanted);
                yield new AccountLedger(wider, mustNot);
            }
        };
    }

    private AccountLedger without(String password) {
        Set<String> rest = new LinkedHashSet<>(may);
        rest.remove(password);
        return rest.isEmpty() ? this : new AccountLedger(rest, mustNot);
    }

    private AccountLedger narrowed(Set<String> to) {
        Set<String> out = new HashSet<>(may);
        out.removeAll(to);
        out.remove(NONE);
        // The latest tell enough.
        return new AccountLedger(to, out.isEmpty() ? mustNot : out);
    }
}
