package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many messages from one to another, numbered from 0, some of them under way at a time. */
final class Flood implements Callable<List<Integer>> {
    private static final int UNDERWAY = 1_000;
    private static final int BATCH = 50;
    private static final String START = "<body>";
    private static final String END = "</body>";

    private final Wire from;
    private final Wire to;
    private final int count;
    private final Semaphore room = new Semaphore(UNDERWAY);

    /** Both wires are in nobody else's use for what goes that way. */
    Flood(Wire from, Wire to, int count) {
        this.from = from;
        this.to = to;
        this.count = count;
    }

    /** Sends them all, and returns the numbers of those that have come, in the order in which they came. */
    @Override
    public List<Integer> call() throws Exception {
        Thread sender = Thread.startVirtualThread(this::send);
        try {
            return listen();
        } finally {
            sender.interrupt();
            sender.join();
        }
    }

    private void send() {
        Jid receiver = to.jid().orElseThrow();
        try {
            for (int i = 0; i < count; i += BATCH) {
                StringBuilder batch = new StringBuilder();
                for (int j = i; j < Math.min(count, i + BATCH); j++) {
                    batch.append("<message to='" + receiver + "' type='chat'><body>" + j + "</body></message>");
                }
                if (!room.tryAcquire(BATCH, Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    return;
                }
                from.say(batch.toString());
            }
        } catch (IOException | InterruptedException _) {
            // Whoever listens sees that something is missing.
        }
    }

    private List<Integer> listen() throws IOException {
        List<Integer> heard = new ArrayList<>();
        StringBuilder text = new StringBuilder(to.arrived());
        to.forget();
        Reader reader = new InputStreamReader(to.socket().getInputStream(), StandardCharsets.UTF_8);
        char[] chunk = new char[64 * 1024];
        while (heard.size() < count) {
            int read = reader.read(chunk);
            if (read < 0) {
                break;
            }
            int before = heard.size();
            take(text.append(chunk, 0, read), heard);
            room.release(heard.size() - before);
        }
        return heard;
    }

    private static void take(StringBuilder text, List<Integer> heard) {
        int position = 0;
        for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, position)) {
            int start = text.indexOf(START, position) + START.length();
            heard.add(Integer.parseInt(text.substring(start, end)));
            position = end + END.length();
        }
        text.delete(0, position);
    }
}
