package im.vestibule.services.resumption;

import im.vestibule.services.session.Receipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How many stanzas of a client are safe: our {@code h} (XEP-0198 §4) counts those before the first one that is not. Receipts are settled by any thread; all
 * else is for one thread at a time.
 */
public final class Window {
    /** Stanzas that may be neither safe nor refused. At the bound nothing more is read. */
    public static final int BOUND = 1_000;

    private static final long MASK = 0xFFFFFFFFL;

    private final Runnable settled;
    private final Deque<Slip> open = new ArrayDeque<>();
    private long received;
    private final AtomicReference<@Nullable Slip> awaited = new AtomicReference<>();

    /** @param settled called once for each {@link #await}, by whichever thread settles; must not wait */
    public Window(Runnable settled) {
        this(settled, 0);
    }

    /** @param received so many already, all of them safe */
    Window(Runnable settled, long received) {
        this.settled = settled;
        this.received = received;
    }

    /** Of one stanza. */
    private final class Slip implements Receipt {
        private volatile boolean safe;
        private volatile @Nullable Keeper keeper;

        @Override
        public void settle() {
            safe = true;
            keeper = null;
            if (this == awaited.get()) {
                wake(this);
            }
        }

        @Override
        public boolean abandon() {
            return true;
        }

        @Override
        public void with(Keeper who) {
            keeper = who;
        }
    }

    private void wake(Slip slip) {
        if (awaited.compareAndSet(slip, null)) {
            settled.run();
        }
    }

    /** One more stanza has come. */
    public Receipt receive() {
        prune();
        Slip slip = new Slip();
        received++;
        open.add(slip);
        return slip;
    }

    private void prune() {
        for (Slip slip = open.peekFirst(); slip != null && slip.safe; slip = open.peekFirst()) {
            open.removeFirst();
        }
    }

    /** So many are safe, modulo 2^32. */
    public long safe() {
        prune();
        return (received - open.size()) & MASK;
    }

    /** So many have come, modulo 2^32. */
    public long received() {
        return received & MASK;
    }

    public boolean isSettled() {
        prune();
        return open.isEmpty();
    }

    public boolean isFull() {
        prune();
        return open.size() >= BOUND;
    }

    /**
     * Has whoever is to be told called once more of what is open is settled: at the latest with the last of it, so that he looks, and may ask again. If
     * nothing is open by now he is called at once.
     */
    public void await() {
        prune();
        Slip last = open.peekLast();
        if (last == null) {
            settled.run();
            return;
        }
        // The last is nearly always settled last. If it was not, it is the first that is waited for.
        Slip next = last.safe ? Objects.requireNonNull(open.peekFirst()) : last;
        awaited.set(next);
        if (next.safe) {
            wake(next);
        }
    }

    /** Nobody is to be told any more. */
    public void forget() {
        awaited.set(null);
    }

    /** Asks whoever has what is not safe yet to make it so sooner. */
    public void hurry() {
        for (Slip slip : open) {
            Receipt.Keeper keeper = slip.keeper;
            if (keeper != null && !slip.safe) {
                keeper.hurry();
            }
        }
    }

    /** Counts all that has come as safe. */
    public void waive() {
        open.clear();
        awaited.set(null);
    }
}
