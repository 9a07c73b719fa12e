package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import im.vestibule.services.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Messages in memory, for tests. */
public final class MemoryOfflineStore implements OfflineStore {
    private record Kept(long seq, Optional<String> holder, long number, OfflineMessage message) {
        Kept heldBy(String another, long fresh) {
            return new Kept(seq, Optional.of(another), fresh, message);
        }

        boolean isOf(String session) {
            return holder.filter(session::equals).isPresent();
        }
    }

    private final Map<Jid, List<Kept>> boxes = new HashMap<>();
    private long seq;
    private boolean unreadable;
    private boolean unwritable;

    /** Whether nothing can be read. */
    public synchronized void unreadable(boolean now) {
        unreadable = now;
    }

    /** Whether nothing can be held. */
    public synchronized void unwritable(boolean now) {
        unwritable = now;
    }

    private static void check(boolean broken) {
        if (broken) {
            throw new StoreException("locked");
        }
    }

    @Override
    public synchronized boolean add(Jid account, OfflineMessage message, long quota) {
        List<Kept> box = box(account);
        return box.size() < quota && box.add(new Kept(++seq, Optional.empty(), 0, message));
    }

    @Override
    public synchronized int hold(Jid account, String holder, List<Numbered> messages, long quota) {
        check(unwritable);
        List<Kept> box = box(account);
        int added = 0;
        while (added < messages.size() && box.size() < quota) {
            Numbered each = messages.get(added++);
            box.add(new Kept(++seq, Optional.of(holder), each.number(), each.message()));
        }
        return added;
    }

    @Override
    public synchronized List<Waiting> after(Jid account, long last, int most) {
        check(unreadable);
        return box(account).stream()
                .filter(kept -> kept.seq() > last)
                .limit(most)
                .map(kept -> new Waiting(kept.seq(), kept.holder(), Optional.of(kept.message())))
                .toList();
    }

    @Override
    public synchronized void remove(Jid account, Collection<Long> seqs) {
        box(account).removeIf(kept -> seqs.contains(kept.seq()));
    }

    @Override
    public synchronized void claim(Jid account, String holder, List<Long> seqs, long first) {
        box(account).replaceAll(kept -> {
            int place = seqs.indexOf(kept.seq());
            return place < 0 ? kept : kept.heldBy(holder, first + place);
        });
    }

    @Override
    public synchronized void acknowledge(Jid account, String holder, long number) {
        box(account).removeIf(kept -> kept.isOf(holder) && Math.floorMod(number - kept.number(), 1L << 32) < 1L << 31);
    }

    @Override
    public synchronized void discard(Jid account, String holder, Collection<Long> numbers) {
        box(account).removeIf(kept -> kept.isOf(holder) && numbers.contains(kept.number()));
    }

    @Override
    public synchronized long count(Jid account) {
        return box(account).size();
    }

    @Override
    public synchronized int removeExpired(String domain, Instant now) {
        return remove(
                domain,
                message ->
                        message.expiry().filter(expiry -> !expiry.isAfter(now)).isPresent());
    }

    @Override
    public synchronized int removeStored(String domain, Instant before) {
        return remove(domain, message -> message.storedAt().isBefore(before));
    }

    @Override
    public synchronized void drop(Jid account) {
        boxes.remove(account);
    }

    private List<Kept> box(Jid account) {
        return boxes.computeIfAbsent(account, key -> new ArrayList<>());
    }

    private int remove(String domain, Predicate<OfflineMessage> which) {
        int removed = 0;
        for (Map.Entry<Jid, List<Kept>> box : boxes.entrySet()) {
            if (box.getKey().domain().equals(domain)) {
                int before = box.getValue().size();
                box.getValue().removeIf(kept -> which.test(kept.message()));
                removed += before - box.getValue().size();
            }
        }
        return removed;
    }
}
