package im.vestibule.services.session;

import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every session, by account. Readers take no lock and see the list as it was at one moment. */
public final class Sessions {
    private final ConcurrentHashMap<Jid, List<Session>> accounts = new ConcurrentHashMap<>();

    /** What became of a new session. */
    public sealed interface Opening {
        /**
         * @param replaced the sessions whose place it takes; they must be closed
         */
        record Opened(List<Session> replaced) implements Opening {}

        /** The account has as many sessions as it may. */
        record TooMany() implements Opening {}
    }

    /**
     * Adds a session; the newest has the resource, and is its installation's only one. Where there are too many, the oldest of
     * those that wait for their clients make room.
     *
     * @param most sessions the account may have
     */
    public Opening open(Session session, long most) {
        Opening[] outcome = new Opening[1];
        accounts.compute(session.jid().bare(), (account, before) -> {
            List<Session> after = new ArrayList<>();
            List<Session> replaced = new ArrayList<>();
            for (Session other : before == null ? List.<Session>of() : before) {
                (other.yieldsTo(session) ? replaced : after).add(other);
            }
            for (int i = 0; i < after.size() && after.size() >= most; ) {
                if (after.get(i).isSuspended()) {
                    replaced.add(after.remove(i));
                } else {
                    i++;
                }
            }
            if (after.size() >= most) {
                outcome[0] = new Opening.TooMany();
                return before;
            }
            after.add(session);
            outcome[0] = new Opening.Opened(List.copyOf(replaced));
            return told(List.copyOf(after));
        });
        return outcome[0];
    }

    /**
     * Adds a session if none has to make room for it.
     *
     * @param most sessions the account may have
     * @return false if nothing was done
     */
    public boolean openVacant(Session session, long most) {
        boolean[] opened = new boolean[1];
        accounts.compute(session.jid().bare(), (account, present) -> {
            List<Session> before = present == null ? List.of() : present;
            if (before.size() >= most || before.stream().anyMatch(other -> other.yieldsTo(session))) {
                return present;
            }
            List<Session> after = new ArrayList<>(before);
            after.add(session);
            opened[0] = true;
            return told(List.copyOf(after));
        });
        return opened[0];
    }

    /**
     * Removes a session.
     *
     * @return whether it was still the holder of its resource
     */
    public boolean close(Session session) {
        boolean[] held = new boolean[1];
        accounts.computeIfPresent(session.jid().bare(), (account, before) -> {
            List<Session> after =
                    before.stream().filter(other -> other != session).toList();
            held[0] = after.size() < before.size();
            return after.isEmpty() ? null : told(after);
        });
        return held[0];
    }

    /**
     * Has a session hear, or no longer hear, copies of what others of its account say and hear (XEP-0280). Nothing happens if
     * it is not open.
     */
    public void copy(Session session, boolean wanted) {
        accounts.computeIfPresent(session.jid().bare(), (account, there) -> {
            session.wantsCopies(wanted);
            return told(there);
        });
    }

    /** Each session knows at a glance who wants copies, so that whoever sends need not look. */
    private static List<Session> told(List<Session> there) {
        List<Session> copied = there.stream().filter(Session::wantsCopies).toList();
        there.forEach(session -> session.copied(copied));
        return there;
    }

    /** The sessions of an account, oldest first; empty if it has none. */
    public List<Session> of(Jid account) {
        List<Session> sessions = accounts.get(account.bare());
        return sessions == null ? List.of() : sessions;
    }

    /** Those whose place a new session would take, but for those that make room where there are too many. */
    public List<Session> yielding(Session newer) {
        return of(newer.jid()).stream()
                .filter(session -> session.yieldsTo(newer))
                .toList();
    }

    /** The session of a full address. */
    public @Nullable Session find(Jid full) {
        for (Session session : of(full)) {
            if (session.jid().equals(full)) {
                return session;
            }
        }
        return null;
    }

    /** Every session there is, in no order. */
    public List<Session> all() {
        return accounts.values().stream().flatMap(List::stream).toList();
    }

    /** How many there are; those that come or go meanwhile may count or not. */
    public long count() {
        return accounts.values().stream().mapToLong(List::size).sum();
    }
}
