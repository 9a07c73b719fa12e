package im.vestibule.it;

import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of every message that anybody sent. */
final class Journal {
    private static final int EXAMPLES = 20;
    /** Notes about each that are kept. */
    private static final int LONGEST = 200;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Letter> letters = new ConcurrentHashMap<>();
    private final Map<String, Integer> latest = new ConcurrentHashMap<>();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final AtomicInteger reordered = new AtomicInteger();
    private final AtomicInteger overtaken = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final Map<String, Queue<String>> fates = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();

    private static final class Letter {
        private final int number;
        private final String from;
        private final String to;
        private final boolean bare;
        private final long at;
        private final AtomicInteger received = new AtomicInteger();
        private volatile boolean acknowledged;
        private volatile long acknowledgedAt;
        private volatile boolean returned;
        private volatile boolean reordered;

        private Letter(int number, String from, Jid to, long at) {
            this.at = at;
            this.number = number;
            this.from = from;
            this.to = to.bare().toString();
            bare = to.isBare();
        }

        /** RFC 6120 §10.1: order is that of what goes from one address to another. */
        private String way() {
            return from + (bare ? " to the account " : " to a session of ") + to;
        }

        private boolean isLost() {
            return acknowledged && !returned && received.get() == 0;
        }

        /** Its sender believes that it has not come. */
        private boolean isMisjudged() {
            return returned && received.get() > 0;
        }

        private boolean isRight() {
            return !isLost() && received.get() <= 1 && !returned && !reordered;
        }

        @Override
        public String toString() {
            return "m" + number + " " + from + " to " + to + ": sent at " + at + " ms, "
                    + (acknowledged ? "acknowledged at " + acknowledgedAt + " ms, " : "") + "received " + received
                    + (returned ? ", returned" : "") + (reordered ? ", behind a later one" : "");
        }
    }

    /**
     * @param acknowledged of those sent, how many their senders were told are safe
     * @param received of those sent, how many came at least once
     * @param lost acknowledged, and neither received nor returned
     * @param doubled received more than once
     * @param returned came back to their senders
     * @param misjudged came back to their senders, and were received all the same
     * @param reordered received behind one that the same sender had sent later to the same address
     * @param overtaken the same of those that had waited for a new session of their receiver, which may have been sent something before it was sent them; of
     *     these no order is asked
     * @param strangers received, and never sent
     */
    record Verdict(
            int sent,
            int acknowledged,
            int received,
            int lost,
            int doubled,
            int returned,
            int misjudged,
            int reordered,
            int overtaken,
            int strangers,
            List<String> examples) {
        /** Everything came, once and in order. */
        boolean isClean() {
            return isAccountedFor() && returned + reordered == 0;
        }

        /** Everything came once, or its sender knows that it did not: the store was in trouble. */
        boolean isAccountedFor() {
            return lost + doubled + misjudged + strangers == 0;
        }
    }

    /** Milliseconds since the beginning. */
    private long now() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Something has happened to somebody. */
    void note(String who, String what) {
        Queue<String> fate = fates.computeIfAbsent(who, name -> new ConcurrentLinkedQueue<>());
        fate.add(now() + " ms " + what);
        if (fate.size() > LONGEST) {
            fate.remove();
        }
    }

    /** What has happened to somebody, the latest last. */
    List<String> fate(String who) {
        return List.copyOf(fates.getOrDefault(who, new ConcurrentLinkedQueue<>()));
    }

    /** Somebody has a session that knows nothing of earlier ones. */
    void begun(String who) {
        begun.put(who, now());
    }

    /** Is about to be sent; returns the id that it is to have. */
    String sent(String from, Jid to) {
        int number = numbers.incrementAndGet();
        letters.put("m" + number, new Letter(number, from, to, now()));
        return "m" + number;
    }

    /** Its sender was told that it is safe. */
    void acknowledged(String id) {
        Letter letter = letters.get(id);
        if (letter != null) {
            letter.acknowledgedAt = now();
            letter.acknowledged = true;
        }
    }

    /** Has come to somebody. */
    void received(String id, String by) {
        Letter letter = letters.get(id);
        if (letter == null || !letter.to.equals(by)) {
            strangers.incrementAndGet();
            return;
        }
        int times = letter.received.incrementAndGet();
        int last = latest.merge(letter.way(), letter.number, Math::max);
        if (times == 1 && last > letter.number) {
            if (letter.at <= begun.getOrDefault(by, 0L)) {
                overtaken.incrementAndGet();
            } else {
                letter.reordered = true;
                reordered.incrementAndGet();
            }
        }
    }

    /** Has come back to its sender. */
    void returned(String id) {
        Letter letter = letters.get(id);
        if (letter != null) {
            letter.returned = true;
        }
    }

    /** Whether all that is acknowledged has come. */
    boolean isComplete() {
        return letters.values().stream().noneMatch(Letter::isLost);
    }

    Verdict verdict() {
        int acknowledged = 0;
        int received = 0;
        int lost = 0;
        int doubled = 0;
        int returned = 0;
        int misjudged = 0;
        List<String> examples = new ArrayList<>();
        for (Letter letter : letters.values()) {
            acknowledged += letter.acknowledged ? 1 : 0;
            received += letter.received.get() > 0 ? 1 : 0;
            lost += letter.isLost() ? 1 : 0;
            doubled += letter.received.get() > 1 ? 1 : 0;
            returned += letter.returned ? 1 : 0;
            misjudged += letter.isMisjudged() ? 1 : 0;
            if (!letter.isRight() && examples.size() < EXAMPLES) {
                examples.add(letter + "\n    " + letter.to + ": " + fate(letter.to));
            }
        }
        return new Verdict(
                letters.size(),
                acknowledged,
                received,
                lost,
                doubled,
                returned,
                misjudged,
                reordered.get(),
                overtaken.get(),
                strangers.get(),
                examples);
    }
}
