package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a soak has come to so far, and what is wrong with it. Many threads may tell. */
final class SoakReport {
    private static final String BEGIN = "<!-- result -->";
    private static final String END = "<!-- end of the result -->";
    private static final double MIB = 1024.0 * 1024;
    private static final int LINES_PER_SECOND = 20;

    private final Soak.Plan plan;
    private final Journal journal;
    private final Clerk clerk;
    private final long start = System.nanoTime();
    private final List<Life> lives = new CopyOnWriteArrayList<>();
    private final List<Ordeals.Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private volatile String phase = "start";

    /**
     * A process of the server's, from the end of its warm-up.
     *
     * @param accepted connections
     */
    record Life(Duration length, ProcessFootprint base, ProcessFootprint end, SoakLog log, long accepted) {
        List<String> wrong() {
            List<String> wrong = new ArrayList<>();
            end.beyond(base).forEach(growth -> wrong.add("grown by more than 5 %: " + growth));
            log.wrong().forEach(line -> wrong.add("must not be in the log: " + line));
            long most = 2 * accepted + LINES_PER_SECOND * length.toSeconds() + 1_000;
            if (log.lines() > most) {
                wrong.add(log.lines() + " lines in the log for " + accepted + " connections");
            }
            return wrong;
        }
    }

    SoakReport(Soak.Plan plan, Journal journal, Clerk clerk) {
        this.plan = plan;
        this.journal = journal;
        this.clerk = clerk;
    }

    void phase(String name) {
        phase = name;
    }

    void seen(Ordeals.Seen one) {
        seen.add(one);
        say(one.toString());
        if (!one.right()) {
            wrong(one.toString());
        }
    }

    void lived(Life life) {
        lives.add(life);
        say("life " + lives.size() + ": after warm-up " + life.base() + ", in the end " + life.end() + ", log "
                + life.log().events());
        life.wrong().forEach(what -> wrong("life " + lives.size() + ": " + what));
    }

    void wrong(String what) {
        wrong.add(what);
        say("WRONG: " + what);
    }

    /** To the terminal, with the time. */
    void say(String what) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.err.printf("%3d:%02d  %s%n", seconds / 60, seconds % 60, what);
    }

    /** How far it is. */
    String progress() {
        Journal.Verdict verdict = journal.verdict();
        return "life " + (lives.size() + 1) + " of " + (plan.kills() + 1) + ", " + phase + "; messages "
                + verdict.sent() + " said, " + verdict.acknowledged() + " safe, " + verdict.received()
                + " heard; accounts " + counts();
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        clerk.counts().forEach((deed, count) -> counts.put(deed.toLowerCase(Locale.ROOT), count.get()));
        return counts;
    }

    /** All that is wrong; nothing if all is well. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(wrong);
        Journal.Verdict verdict = journal.verdict();
        if (!verdict.isAccountedFor()) {
            all.add(verdict.toString());
        }
        return all;
    }

    /** In Markdown. */
    String text() {
        StringBuilder text = new StringBuilder(LocalDate.now(ZoneOffset.UTC) + ", seed " + plan.seed() + ": "
                + (complaints().isEmpty() ? "**clean**" : "**not clean**") + ".\n\n");
        text.append(
                "| life | under load for | figure | after the warm-up | in the end | change |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            String first = (i + 1) + " | " + life.length().toSeconds() + " s";
            row(
                    text,
                    first,
                    "live heap, MiB",
                    life.base().heap() / MIB,
                    life.end().heap() / MIB);
            row(
                    text,
                    " | ",
                    "direct memory, MiB",
                    life.base().direct() / MIB,
                    life.end().direct() / MIB);
            row(
                    text,
                    " | ",
                    "resident, MiB (for information)",
                    life.base().resident() / MIB,
                    life.end().resident() / MIB);
            row(
                    text,
                    " | ",
                    "descriptors",
                    life.base().descriptors(),
                    life.end().descriptors());
            row(text, " | ", "threads", life.base().threads(), life.end().threads());
            text.append("| | | lines logged, for connections | | ")
                    .append(life.log().lines())
                    .append(", ")
                    .append(life.accepted())
                    .append(" | |\n");
        }
        text.append('\n').append(messages()).append(accounts()).append(ordeals());
        complaints().forEach(what -> text.append("- WRONG: ").append(what).append('\n'));
        return text.toString();
    }

    private static void row(StringBuilder text, String life, String figure, Number base, Number end) {
        double change = end.doubleValue() / base.doubleValue() - 1;
        text.append(String.format(
                "| %s | %s | %s | %s | %+.1f %% |%n", life, figure, shown(base), shown(end), 100 * change));
    }

    private static String shown(Number figure) {
        return figure instanceof Double ? String.format("%.1f", figure.doubleValue()) : figure.toString();
    }

    private String messages() {
        Journal.Verdict verdict = journal.verdict();
        return "- Messages of " + plan.people() + " people: " + verdict.sent() + " said, " + verdict.acknowledged()
                + " acknowledged, " + verdict.received() + " received; lost " + verdict.lost() + ", doubled "
                + verdict.doubled() + ", out of order " + verdict.reordered() + "; " + verdict.returned()
                + " given back while the store was in trouble, of these received all the same "
                + verdict.misjudged() + ".\n";
    }

    private String accounts() {
        return "- Changes of accounts, by answer: " + counts() + ".\n";
    }

    private String ordeals() {
        Map<Ordeal, Integer> counts = new EnumMap<>(Ordeal.class);
        seen.forEach(one -> counts.merge(one.ordeal(), 1, Integer::sum));
        return "- Ordeals, " + plan.crowd() + " in a storm: "
                + counts.toString().toLowerCase(Locale.ROOT) + "; `kill -9` " + plan.kills() + ".\n";
    }

    /**
     * Puts the text between the markers of a page.
     *
     * @throws IOException if it has none
     */
    void write(Path page) throws IOException {
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no " + BEGIN + " before " + END);
        }
        Files.writeString(
                page, before.substring(0, begin + BEGIN.length()) + "\n\n" + text() + "\n" + before.substring(end));
    }
}
