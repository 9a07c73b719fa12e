package im.vestibule.services.resumption;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.offline.Storing;
import im.vestibule.services.session.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one session has in the store of what it has not acknowledged. Calls never wait, but for {@link #close}: what there is to do with the store is done
 * on virtual threads, one thing after the other, so that rows keep the order of the stanzas. As many stanzas as the session may leave unacknowledged.
 */
public final class Held {
    /** Stanzas written at a time. */
    private static final int BATCH = 100;

    private final Holding holding;
    private final Jid account;
    private final String id;
    private final Optional<Offline> box;
    /** Of whoever works with the store. */
    private final ReentrantLock work = new ReentrantLock();
    // All below under the monitor.
    private final Deque<Unacknowledged> waiting = new ArrayDeque<>();
    private final NavigableMap<Long, Receipt> rows = new TreeMap<>();
    private long acknowledged = -1;
    private boolean working;
    /** The store has failed, and is asked again after a pause. */
    private boolean pausing;

    private boolean closed;
    /** Whether there is anything to be acknowledged. */
    private volatile boolean used;

    Held(Holding holding, Jid account, String id, Optional<Offline> box) {
        this.holding = holding;
        this.account = account;
        this.id = id;
        this.box = box;
    }

    /** The session's, that it can be resumed by. */
    public String id() {
        return id;
    }

    /**
     * Puts what belongs there into the store, and says so to the receipts. Those of what is worth nothing to anybody who is not there are settled, too; what
     * cannot be stored now or ever stays with the session alone.
     *
     * @param stanzas in order, behind those of earlier calls
     */
    public void hold(Collection<Unacknowledged> stanzas) {
        synchronized (this) {
            if (closed || stanzas.isEmpty()) {
                return;
            }
            waiting.addAll(stanzas);
            used = true;
        }
        begin();
    }

    /** The session is about to be sent what is in the store already and claimed for it. */
    public synchronized void claimed(long first, int messages) {
        for (long number = first; number < first + messages; number++) {
            rows.put(number, Receipt.NONE);
        }
        used = true;
    }

    /** The client has got what it was sent up to this number. */
    public void acknowledged(long number) {
        if (!used) {
            return;
        }
        synchronized (this) {
            acknowledged = Math.max(acknowledged, number);
            waiting.removeIf(stanza -> stanza.number() <= number);
        }
        begin();
    }

    private void begin() {
        synchronized (this) {
            if (working || closed || !isDue()) {
                return;
            }
            working = true;
        }
        holding.execute(this::work);
    }

    private synchronized boolean isDue() {
        return !waiting.isEmpty() || isGone();
    }

    private synchronized boolean isGone() {
        return !rows.isEmpty() && rows.firstKey() <= acknowledged;
    }

    private void work() {
        work.lock();
        try {
            boolean going = true;
            while (going) {
                boolean done = write(next()) && delete();
                synchronized (this) {
                    going = done && isDue();
                    working = going;
                    used = !waiting.isEmpty() || !rows.isEmpty();
                }
                if (!done) {
                    tryAgain();
                }
            }
        } finally {
            work.unlock();
        }
    }

    /** Senders wait for it, and nothing else may ever give occasion to. */
    private void tryAgain() {
        synchronized (this) {
            if (pausing || closed) {
                return;
            }
            pausing = true;
        }
        holding.executeLater(() -> {
            synchronized (this) {
                pausing = false;
            }
            begin();
        });
    }

    private synchronized List<Unacknowledged> next() {
        List<Unacknowledged> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /** @return false if the store fails: they wait for another attempt then; those that are too many stay with the session */
    private boolean write(List<Unacknowledged> batch) {
        List<Unacknowledged> kept = new ArrayList<>();
        List<Offline.Mail> mails = new ArrayList<>();
        for (Unacknowledged stanza : batch) {
            XmlElement element = stanza.read().orElse(null);
            if (element == null || !isMail(element) || Receipt.COPY.equals(stanza.receipt())) {
                stanza.receipt().settle();
                continue;
            }
            switch (box.map(offline -> offline.storing(element)).orElse(Storing.BOUNCE)) {
                case DROP -> stanza.receipt().settle();
                case BOUNCE -> {}
                case STORE -> {
                    kept.add(stanza);
                    mails.add(new Offline.Mail(stanza.number(), element, stanza.at()));
                }
            }
        }
        return kept.isEmpty() || write(kept, mails);
    }

    private boolean isMail(XmlElement stanza) {
        return stanza.name().equals("message") && !Copy.is(stanza, account);
    }

    private boolean write(List<Unacknowledged> kept, List<Offline.Mail> mails) {
        Optional<Integer> written =
                holding.attempt(account, () -> box.orElseThrow().hold(account, id, mails, holding.quota(account)));
        if (written.isEmpty()) {
            again(kept);
            return false;
        }
        List<Unacknowledged> held = kept.subList(0, written.get());
        synchronized (this) {
            held.forEach(stanza -> rows.put(stanza.number(), stanza.receipt()));
        }
        held.forEach(stanza -> stanza.receipt().kept());
        return true;
    }

    private synchronized void again(List<Unacknowledged> stanzas) {
        if (!closed) {
            stanzas.reversed().stream()
                    .filter(stanza -> stanza.number() > acknowledged)
                    .forEach(waiting::addFirst);
        }
    }

    /** @return false if the store fails */
    private boolean delete() {
        long upTo;
        synchronized (this) {
            if (!isGone()) {
                return true;
            }
            upTo = acknowledged;
        }
        Optional<Integer> deleted = holding.attempt(account, () -> {
            box.orElseThrow().acknowledged(account, id, upTo & 0xFFFFFFFFL);
            return 0;
        });
        if (deleted.isPresent()) {
            synchronized (this) {
                rows.headMap(upTo, true).clear();
            }
        }
        return deleted.isPresent();
    }

    /**
     * The session is over. What it holds is ordinary mail from now on, but for that which somebody else has got as well. May wait. To be called again does
     * nothing.
     *
     * @return the numbers of what is mail now, or is to be forgotten: all else is to be seen to
     */
    public Set<Long> close() {
        work.lock();
        try {
            Set<Long> held;
            synchronized (this) {
                if (closed) {
                    return Set.of();
                }
                closed = true;
                waiting.clear();
                held = new HashSet<>(rows.keySet());
            }
            boolean _ = delete();
            forget(elsewhere());
            return held;
        } finally {
            box.ifPresent(offline -> offline.letGo(id));
            work.unlock();
        }
    }

    /** What others have got as well, or hold. */
    private synchronized List<Long> elsewhere() {
        List<Long> numbers = new ArrayList<>();
        rows.forEach((number, receipt) -> {
            if (!receipt.abandon()) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    private void forget(List<Long> numbers) {
        if (!numbers.isEmpty()) {
            Optional<Integer> _ = holding.attempt(account, () -> {
                box.orElseThrow().discard(account, id, numbers);
                return numbers.size();
            });
        }
    }

    /** The session is over, and so is its account: nothing that it held is left. May wait. */
    public void drop() {
        work.lock();
        try {
            List<Long> numbers;
            synchronized (this) {
                closed = true;
                waiting.clear();
                numbers = new ArrayList<>(rows.keySet());
            }
            forget(numbers);
        } finally {
            box.ifPresent(offline -> offline.letGo(id));
            work.unlock();
        }
    }
}
