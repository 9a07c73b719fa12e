package im.vestibule.services.resumption;

import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What a session was sent, or will be, and has not acknowledged, and how much of that is in the store. Not thread-safe. */
public final class Outstanding {
    private final Held held;
    private final Ledger<Unacknowledged> ledger;
    private long last;
    private long heldUpTo;
    private long seen;

    public Outstanding(Held held) {
        this(held, 0);
    }

    /** @param last number of those that were sent, and acknowledged, before */
    Outstanding(Held held, long last) {
        this.held = held;
        this.last = last;
        heldUpTo = last;
        seen = last;
        ledger = new Ledger<>(entry -> entry.stanza().length, last & 0xFFFFFFFFL);
    }

    /** One more stanza, in its place. */
    public void add(Parcel parcel, Instant at) {
        last++;
        ledger.sent(new Unacknowledged(last, parcel, at));
    }

    /**
     * The client has this many.
     *
     * @param count modulo 2^32
     * @return false, and nothing has changed, if it was not sent so many
     */
    public boolean acknowledge(long count) {
        boolean believed = ledger.acknowledge(count, entry -> entry.receipt().settle());
        if (believed) {
            held.acknowledged(acknowledged());
        }
        return believed;
    }

    /** The number of the last stanza; counts on at 2^32. */
    public long last() {
        return last;
    }

    /** The number of the last one that the client has; counts on at 2^32. */
    public long acknowledged() {
        return last - ledger.size();
    }

    /** How many the client was sent, modulo 2^32. */
    public long sent() {
        return ledger.sent();
    }

    public int size() {
        return ledger.size();
    }

    public boolean isSettled() {
        return ledger.isSettled();
    }

    public long bytes() {
        return ledger.bytes();
    }

    /** In order. */
    public List<Unacknowledged> list() {
        return ledger.unacknowledged();
    }

    /** Puts all that is not in the store yet there, as far as it belongs there. */
    public void hold() {
        hold(last, any -> true);
    }

    /** The same for what has been here since the last call, if there is anybody who waits for it to be safe. */
    public void holdWhatWaits() {
        hold(seen, entry -> !entry.receipt().equals(Receipt.NONE));
        seen = last;
    }

    private void hold(long upTo, Predicate<Unacknowledged> worth) {
        if (heldUpTo >= upTo) {
            return;
        }
        int count = (int) Math.min(ledger.size(), last - heldUpTo);
        List<Unacknowledged> fresh = ledger.latest(count).stream()
                .filter(entry -> entry.number() <= upTo)
                .toList();
        if (fresh.stream().anyMatch(worth)) {
            heldUpTo = upTo;
            held.hold(fresh);
        }
    }

    /** The store has these many messages under the numbers that come next. What goes before them is put there, too, as those behind them may be. */
    public void claimed(int messages) {
        hold();
        held.claimed(last + 1, messages);
        heldUpTo = last + messages;
    }
}
