package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who sends numbered messages to another without end, and keeps account of those that come, or come back. */
final class Chatter implements Closeable {
    private static final long PAUSE_MS = 20;
    private static final Pattern MESSAGE = Pattern.compile("(?s)<message ([^>]*)><body>(\\d+)</body>.*?</message>");

    private final Wire wire;
    private final Jid other;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
    // Those below are under the monitor.
    private final List<Integer> heard = new ArrayList<>();
    private final Set<Integer> returned = new TreeSet<>();
    private int sent;

    private Chatter(Wire wire, Jid other) {
        this.wire = wire;
        this.other = other;
    }

    /** Nobody else may use the wire any more. */
    static Chatter begin(Wire wire, Jid other) throws IOException {
        // There may be nothing to hear for long.
        wire.socket().setSoTimeout(0);
        Chatter chatter = new Chatter(wire, other);
        Thread.startVirtualThread(chatter::listen);
        var _ = chatter.pulse.scheduleAtFixedRate(chatter::say, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
        return chatter;
    }

    private void say() {
        int number;
        synchronized (this) {
            number = sent++;
        }
        try {
            wire.say("<message to='" + other + "' type='chat'><body>" + number + "</body></message>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        StringBuilder text = new StringBuilder(wire.arrived());
        char[] chunk = new char[64 * 1024];
        try {
            Reader reader = new InputStreamReader(wire.socket().getInputStream(), StandardCharsets.UTF_8);
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                take(text.append(chunk, 0, count));
            }
        } catch (IOException _) {
            // The wire is closed.
        }
    }

    private synchronized void take(StringBuilder text) {
        int end = 0;
        Matcher message = MESSAGE.matcher(text);
        while (message.find()) {
            int number = Integer.parseInt(message.group(2));
            if (message.group(1).contains("type='error'")) {
                returned.add(number);
            } else {
                heard.add(number);
            }
            end = message.end();
        }
        text.delete(0, end);
    }

    /** Says nothing more. */
    void rest() throws InterruptedException {
        pulse.shutdown();
        if (!pulse.awaitTermination(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it goes on");
        }
    }

    /** How many it has sent. */
    synchronized int sent() {
        return sent;
    }

    /** Numbers of those that have come from the other, in the order in which they came. */
    synchronized List<Integer> heard() {
        return List.copyOf(heard);
    }

    /** Numbers of its own that have come back with an error. */
    synchronized Set<Integer> returned() {
        return new TreeSet<>(returned);
    }

    @Override
    public void close() throws IOException {
        pulse.shutdownNow();
        wire.close();
    }
}
