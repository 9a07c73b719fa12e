package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps its session by XEP-0198 whatever becomes of its lines: it acknowledges, notices when nothing gets through, comes back by any way with growing
 * pauses, resumes, and says again what was not acknowledged. If its session is gone it begins another, and says nothing again, so that nothing it does
 * makes a message come twice. Its {@link Journal} knows what it says and hears.
 */
final class Roamer implements Closeable {
    /** Pause between two looks at the line. */
    private static final long LOOK_NS = 500_000_000;

    /** The line is given up if an answer takes longer. */
    private static final long DEAF_NS = 4_000_000_000L;

    private static final long SHORTEST_MS = 50;
    private static final long LONGEST_MS = 2_000;

    private final Jid me;
    private final String name;
    private final String password;
    private final List<Way> ways;
    private final Journal journal;
    private final Random random;
    private final Trail trail;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Thread life;
    /** Changed with the lock, as {@link #change} tells of it. */
    private volatile boolean over;
    // All below is guarded by the lock.
    private final Strays strays = new Strays();
    private @Nullable Link link;
    private @Nullable Counted session;
    private long asked;

    private Roamer(Jid me, String password, List<Way> ways, Journal journal, long seed) {
        this.me = me;
        name = me.bare().toString();
        this.password = password;
        this.ways = ways;
        this.journal = journal;
        trail = new Trail(journal, name);
        random = new Random(seed);
        life = Thread.ofVirtual().unstarted(this::live);
    }

    /**
     * @param me with the resource that it is to have
     * @param ways of which it takes any, every time
     */
    static Roamer start(Jid me, String password, List<Way> ways, Journal journal, long seed) {
        Roamer roamer = new Roamer(me, password, ways, journal, seed);
        roamer.life.start();
        return roamer;
    }

    Jid me() {
        return me;
    }

    /** How often what has happened to it. */
    Map<String, Integer> events() {
        return trail.events();
    }

    /** Whether it has a session and, as far as it knows, a line. */
    boolean isThere() {
        lock.lock();
        try {
            return link != null && session != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is there by a line that is whole, and all that it has said is acknowledged. */
    boolean isSettled() {
        lock.lock();
        try {
            return link != null && link.isWhole() && session != null && session.isSettled();
        } finally {
            lock.unlock();
        }
    }

    /** Who it is and what it is at, for whoever wonders why it does not settle. */
    String state() {
        lock.lock();
        try {
            String line = link == null ? "no line" : link.isWhole() ? "a line" : "a broken line";
            String open = session == null ? "no session" : "not acknowledged " + session.unacknowledged();
            return me.bare() + " with " + line + ", " + open + ", " + life.getState() + " " + trail.events();
        } finally {
            lock.unlock();
        }
    }

    /** Says something, unless it knows that it has no line. */
    void say(Jid to) {
        say(to, "");
    }

    /** @param ballast makes what it says as long as that */
    void say(Jid to, String ballast) {
        lock.lock();
        try {
            if (link != null && session != null) {
                String id = journal.sent(name, to);
                post(
                        session,
                        new Counted.Sent(
                                id,
                                "<message to='" + to + "' type='chat' id='" + id + "'><body>" + id + ballast
                                        + "</body></message>"));
            }
        } finally {
            lock.unlock();
        }
    }

    private void post(Counted current, Counted.Sent sent) {
        current.send(sent);
        post(sent.stanza());
    }

    private void post(String element) {
        Link current = link;
        if (current != null) {
            try {
                current.say(element);
            } catch (IOException broken) {
                lost(current);
            }
        }
    }

    /** Breaks its line, if it has one. */
    void cut(Link.Cut how) {
        lock.lock();
        try {
            if (link != null) {
                trail.count("cut " + how);
                link.cut(how);
            }
        } catch (IOException broken) {
            // It was broken already.
            trail.count("cut twice");
        } finally {
            lock.unlock();
        }
    }

    private void live() {
        long pause = SHORTEST_MS;
        while (!over) {
            try {
                come();
                pause = SHORTEST_MS;
                stay();
            } catch (IOException failure) {
                trail.count("failed to come");
                trail.note(failure.toString());
                pause(pause + random.nextLong(pause));
                pause = Math.min(2 * pause, LONGEST_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void pause(long ms) {
        lock.lock();
        try {
            long left = ms * 1_000_000;
            while (left > 0 && !over) {
                left = change.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            over = true;
        } finally {
            lock.unlock();
        }
    }

    /** Until the line is lost. */
    private void stay() throws InterruptedException {
        lock.lock();
        try {
            while (link != null && !over) {
                if (change.awaitNanos(LOOK_NS) <= 0) {
                    look();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        long now = System.nanoTime();
        strays.sweep();
        if (asked == 0) {
            asked = now;
            post("<r xmlns='" + Entry.MANAGEMENT + "'/>");
        } else if (now - asked > DEAF_NS && link != null) {
            trail.count("deaf");
            strays.add(link);
            link = null;
        }
    }

    private void come() throws IOException {
        Link fresh = Link.open(ways.get(random.nextInt(ways.size())));
        try {
            Entry entry = new Entry(fresh, me, this::receive);
            entry.authenticate(password);
            if (!resumed(entry)) {
                begin(entry);
            }
            fresh.up();
        } catch (IOException failure) {
            fresh.close();
            throw failure;
        }
        Thread.startVirtualThread(() -> listen(fresh));
    }

    private boolean resumed(Entry entry) throws IOException {
        Counted old = session();
        if (old == null) {
            return false;
        }
        Element answer = entry.resume(old);
        lock.lock();
        try {
            acknowledge(old, answer);
            if (answer.is("failed")) {
                trail.count("not resumed");
                session = null;
                return false;
            }
            trail.count("resumed");
            for (String stanza : old.unacknowledged()) {
                entry.link().say(stanza);
            }
            up(entry.link());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Counted session() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Entry entry) throws IOException {
        Counted fresh = entry.bind();
        lock.lock();
        try {
            trail.count("session");
            journal.begun(name);
            session = fresh;
            up(entry.link());
            post(fresh, new Counted.Sent("", "<presence/>"));
        } finally {
            lock.unlock();
        }
    }

    private void up(Link fresh) {
        if (over) {
            Strays.drop(fresh);
            return;
        }
        link = fresh;
        asked = 0;
        change.signalAll();
    }

    private void listen(Link current) {
        try {
            while (true) {
                Element element = new Element(current.hear());
                lock.lock();
                try {
                    // What comes by a line that was given up comes again.
                    if (current.equals(link) && session != null) {
                        heard(session, element);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException broken) {
            lost(current);
        }
    }

    private void lost(Link current) {
        lock.lock();
        try {
            if (current.equals(link)) {
                link = null;
                change.signalAll();
            }
        } finally {
            lock.unlock();
        }
        Strays.drop(current);
    }

    private void heard(Counted current, Element element) {
        switch (element.name()) {
            case "r" -> post("<a xmlns='" + Entry.MANAGEMENT + "' h='" + current.heard() + "'/>");
            case "a" -> {
                asked = 0;
                acknowledge(current, element);
            }
            case "message" -> {
                current.hear();
                receive(element);
            }
            case "iq" -> {
                current.hear();
                answer(current, element);
            }
            case "presence" -> current.hear();
            case "stream:error" -> element.condition().ifPresent(condition -> trail.count("error " + condition));
            default -> trail.count("heard " + element.name());
        }
    }

    private void answer(Counted current, Element iq) {
        if (iq.isOfType("get") && iq.id().isPresent()) {
            String to = iq.from().map(from -> " to='" + from + "'").orElse("");
            post(
                    current,
                    new Counted.Sent("", "<iq type='result' id='" + iq.id().get() + "'" + to + "/>"));
        }
    }

    private void receive(Element message) {
        message.id().ifPresent(id -> {
            if (message.isOfType("error")) {
                journal.returned(id);
            } else {
                journal.received(id, name);
            }
        });
    }

    private void acknowledge(Counted current, Element answer) {
        answer.h().ifPresent(h -> {
            if (!current.acknowledge(h, journal::acknowledged)) {
                trail.count("wrong h");
            }
        });
    }

    /** Ends its session as one should. */
    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            if (link != null) {
                link.leave();
            }
        } catch (IOException _) {
            // The line is broken, and the session ends without a goodbye.
            trail.count("broken goodbye");
        } finally {
            strays.close();
            change.signalAll();
            lock.unlock();
        }
    }
}
