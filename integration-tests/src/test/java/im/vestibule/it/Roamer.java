package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps its session by XEP-0198 whatever becomes of its lines: it acknowledges, notices when nothing gets through, comes back by any way with growing
 * pauses, resumes, and says again what was not acknowledged. If its session is gone it begins another, and says nothing again, so that nothing it does
 * makes a message come twice. Its {@link Journal} knows what it says and hears.
 */
final class Roamer implements Closeable {
    private static final Pattern NAME = Pattern.compile("<([\\w:]+)");
    private static final Pattern ID = Pattern.compile("\\bid=['\"]([^'\"]*)['\"]");
    private static final Pattern H = Pattern.compile("\\bh=['\"](\\d+)['\"]");
    private static final Pattern FROM = Pattern.compile("\\bfrom=['\"]([^'\"]*)['\"]");
    private static final Pattern CONDITION =
            Pattern.compile("<([\\w-]+) xmlns=['\"]urn:ietf:params:xml:ns:xmpp-streams");
    private static final String SM = "urn:xmpp:sm:3";

    /** Pause between two looks at the line. */
    private static final long LOOK_NS = 500_000_000;

    /** The line is given up if an answer takes longer. */
    private static final long DEAF_NS = 4_000_000_000L;

    private static final long SHORTEST_MS = 50;
    private static final long LONGEST_MS = 2_000;

    /** How long the server is left with a line that nothing gets through. */
    private static final long STRAY_NS = 10_000_000_000L;

    private final Jid me;
    private final String password;
    private final List<Way> ways;
    private final Journal journal;
    private final Random random;
    private final Map<String, AtomicInteger> events = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Thread life;
    // All below is guarded by the lock.
    private final Deque<Stray> strays = new ArrayDeque<>();
    private @Nullable Link link;
    private @Nullable Managed session;
    private long asked;
    private boolean over;

    /** @param at by {@code System.nanoTime()} */
    private record Stray(Link link, long at) {}

    /** A stanza that is not acknowledged yet. */
    private record Sent(String id, String stanza) {}

    /** A session with stream management, as its client sees it. */
    private static final class Managed {
        private final String id;
        private final Deque<Sent> open = new ArrayDeque<>();
        private long heard;
        private long acknowledged;

        private Managed(String id) {
            this.id = id;
        }
    }

    private Roamer(Jid me, String password, List<Way> ways, Journal journal, long seed) {
        this.me = me;
        this.password = password;
        this.ways = ways;
        this.journal = journal;
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
    Map<String, AtomicInteger> events() {
        return events;
    }

    private void count(String event) {
        events.computeIfAbsent(event, name -> new AtomicInteger()).incrementAndGet();
        journal.note(me.local(), event);
    }

    /** Whether it is there, and all that it has said is acknowledged. */
    boolean isSettled() {
        lock.lock();
        try {
            return link != null && session != null && session.open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Says something, unless it knows that it has no line. */
    void say(Jid to) {
        lock.lock();
        try {
            if (link != null && session != null) {
                String id = journal.sent(me.local(), to);
                post(new Sent(
                        id, "<message to='" + to + "' type='chat' id='" + id + "'><body>" + id + "</body></message>"));
            }
        } finally {
            lock.unlock();
        }
    }

    private void post(Sent sent) {
        if (session != null) {
            session.open.add(sent);
            post(sent.stanza());
        }
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
                count("cut " + how);
                link.cut(how);
            }
        } catch (IOException broken) {
            // It was broken already.
            count("cut twice");
        } finally {
            lock.unlock();
        }
    }

    private void live() {
        long pause = SHORTEST_MS;
        while (!isOver()) {
            try {
                come();
                pause = SHORTEST_MS;
                stay();
            } catch (IOException failure) {
                count("failed to come");
                journal.note(me.local(), failure.toString());
                pause(pause + random.nextLong(pause));
                pause = Math.min(2 * pause, LONGEST_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
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
        while (!strays.isEmpty() && now - strays.element().at() > STRAY_NS) {
            drop(strays.remove().link());
        }
        if (asked == 0) {
            asked = now;
            post("<r xmlns='" + SM + "'/>");
        } else if (now - asked > DEAF_NS && link != null) {
            count("deaf");
            strays.add(new Stray(link, now));
            link = null;
        }
    }

    private static void drop(Link link) {
        try {
            link.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }

    private void come() throws IOException {
        Link fresh = Link.open(ways.get(random.nextInt(ways.size())));
        try {
            fresh.greet(me.domain());
            fresh.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                    + Wire.base64("\0" + me.local() + "\0" + password) + "</auth>");
            expect(fresh, "success");
            fresh.greet(me.domain());
            if (!resumed(fresh)) {
                bind(fresh);
            }
            fresh.up();
        } catch (IOException failure) {
            fresh.close();
            throw failure;
        }
        Thread.startVirtualThread(() -> listen(fresh));
    }

    private String expect(Link fresh, String name) throws IOException {
        String heard = fresh.hear();
        while (!name(heard).equals(name)) {
            switch (name(heard)) {
                case "message" -> receive(heard);
                case "iq", "presence", "r" -> {}
                default -> throw new IOException("instead of " + name + ": " + heard);
            }
            heard = fresh.hear();
        }
        return heard;
    }

    private boolean resumed(Link fresh) throws IOException {
        Managed old = session();
        if (old == null) {
            return false;
        }
        fresh.say("<resume xmlns='" + SM + "' previd='" + old.id + "' h='" + old.heard + "'/>");
        String answer = fresh.hear();
        lock.lock();
        try {
            H.matcher(answer).results().limit(1).forEach(h -> acknowledge(old, Long.parseLong(h.group(1))));
            if (!name(answer).equals("resumed")) {
                if (!name(answer).equals("failed")) {
                    throw new IOException("instead of resumed: " + answer);
                }
                count("not resumed");
                session = null;
                return false;
            }
            count("resumed");
            for (Sent sent : old.open) {
                fresh.say(sent.stanza());
            }
            up(fresh);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Managed session() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void bind(Link fresh) throws IOException {
        fresh.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + me.resource()
                + "</resource></bind></iq>");
        String bound = expect(fresh, "iq");
        if (!bound.contains("<jid>")) {
            throw new IOException("not bound: " + bound);
        }
        fresh.say("<enable xmlns='" + SM + "' resume='true'/>");
        Matcher id = ID.matcher(expect(fresh, "enabled"));
        if (!id.find()) {
            throw new IOException("no id to resume by");
        }
        lock.lock();
        try {
            count("session");
            session = new Managed(id.group(1));
            up(fresh);
            post(new Sent("", "<presence/>"));
        } finally {
            lock.unlock();
        }
    }

    private void up(Link fresh) {
        if (over) {
            drop(fresh);
            return;
        }
        link = fresh;
        asked = 0;
        change.signalAll();
    }

    private void listen(Link current) {
        try {
            while (true) {
                String element = current.hear();
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
        drop(current);
    }

    private static String name(String element) {
        Matcher name = NAME.matcher(element);
        return name.lookingAt() ? name.group(1) : "";
    }

    private void heard(Managed current, String element) {
        switch (name(element)) {
            case "r" -> post("<a xmlns='" + SM + "' h='" + current.heard + "'/>");
            case "a" -> {
                asked = 0;
                H.matcher(element).results().forEach(h -> acknowledge(current, Long.parseLong(h.group(1))));
            }
            case "message" -> {
                current.heard++;
                receive(element);
            }
            case "iq" -> {
                current.heard++;
                answer(element);
            }
            case "presence" -> current.heard++;
            case "stream:error" ->
                CONDITION
                        .matcher(element)
                        .results()
                        .limit(1)
                        .forEach(condition -> count("error " + condition.group(1)));
            default -> count("heard " + name(element));
        }
    }

    private void answer(String iq) {
        Matcher id = ID.matcher(iq);
        Matcher from = FROM.matcher(iq);
        if (iq.contains("type='get'") && id.find()) {
            String to = from.find() ? " to='" + from.group(1) + "'" : "";
            post(new Sent("", "<iq type='result' id='" + id.group(1) + "'" + to + "/>"));
        }
    }

    private void receive(String message) {
        String tag = message.substring(0, message.indexOf('>'));
        Matcher id = ID.matcher(tag);
        if (id.find()) {
            if (tag.contains("type='error'")) {
                journal.returned(id.group(1));
            } else {
                journal.received(id.group(1), me.local());
            }
        }
    }

    private void acknowledge(Managed current, long h) {
        if (h < current.acknowledged || h > current.acknowledged + current.open.size()) {
            count("wrong h");
            return;
        }
        while (current.acknowledged < h) {
            journal.acknowledged(current.open.remove().id());
            current.acknowledged++;
        }
    }

    /** Ends its session as one should. */
    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            if (link != null) {
                link.say(link.goodbye());
                link.close();
            }
        } catch (IOException _) {
            // The line is broken, and the session ends without a goodbye.
            count("broken goodbye");
        } finally {
            strays.forEach(stray -> drop(stray.link()));
            change.signalAll();
            lock.unlock();
        }
    }
}
