package im.vestibule.it;

import im.vestibule.it.Rows.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The page that tells what came of hostile peers: a line for each row of {@code docs/hostile.md}. */
final class Results {
    private static final int LONGEST = 200;

    private static final double MEBIBYTE = 1024.0 * 1024;

    private final List<Finding> findings;
    private final List<Long> resident;

    /**
     * @param resident bytes that the server had of the machine, in the order of time; none if every test had its own
     */
    Results(List<Finding> findings, List<Long> resident) {
        this.findings = findings;
        this.resident = resident;
    }

    String page() {
        Map<String, List<Finding>> rows = findings.stream()
                .filter(finding -> Rows.of(finding.name()).isPresent())
                .collect(Collectors.groupingBy(
                        finding -> Rows.of(finding.name()).orElseThrow().id(), TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(head());
        for (Row row : Rows.all()) {
            List<Finding> cases = rows.get(row.id());
            if (cases != null) {
                page.append(line(row.id(), cases)).append('\n');
            }
        }
        List<String> others = Rows.all().stream()
                .map(Row::id)
                .filter(id -> !rows.containsKey(id))
                .toList();
        return page
                + (others.isEmpty()
                        ? ""
                        : "\nIn servers of their own, and not measured here: " + String.join(", ", others) + ".\n");
    }

    private String head() {
        return """
                # Hostile peers: what was measured

                Written by `./mvnw verify -P hostile`; the rows are those of [hostile.md](hostile.md), where the tests are named. The server
                runs in a process of its own with the launcher's flags on a machine with %d processors; %d cases with %d connections. %s

                A row has one line for all of its cases. *Passed* says that every case went as its test has it and that the
                seven invariants held. *Slowest of 99 %%* is how long 99 of 100 answers to bystanders took at most, of so many pings. Heap is what is alive once
                garbage is collected; buffers are what Netty has outside of it, in use or in stock; both, like descriptors and threads, before the test's class
                and at most after one of the row's cases. Lines are all that was logged with everything switched on, that of the login after each case included.
                *Counted* is how connections and streams ended, or were turned away, in all: one for each.

                | id | result | cases | connections | slowest of 99 %% | heap, MiB | buffers, MiB | descriptors | threads | lines | counted |
                |---|---|---|---|---|---|---|---|---|---|---|
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        findings.size(),
                        findings.stream().mapToInt(Finding::connections).sum(),
                        resident.isEmpty() ? "" : residence());
    }

    private String residence() {
        return String.format(
                Locale.ROOT,
                "Resident memory that no file stands for, be it the heap's,\n"
                        + "buffers' or a library's, was %.0f MiB before the first class of tests and %.0f MiB after the last.",
                resident.getFirst() / MEBIBYTE,
                resident.getLast() / MEBIBYTE);
    }

    private static String line(String id, List<Finding> cases) {
        List<String> harm = cases.stream()
                .map(Finding::harm)
                .filter(text -> !text.isEmpty())
                .toList();
        return "| "
                + String.join(
                        " | ",
                        id,
                        harm.isEmpty() ? "passed" : "failed: " + excerpt(harm.getFirst()),
                        Integer.toString(cases.size()),
                        Integer.toString(
                                cases.stream().mapToInt(Finding::connections).sum()),
                        slowest(cases),
                        memory(cases, Footprint::heap),
                        memory(cases, Footprint::buffers),
                        change(cases, Footprint::files),
                        change(cases, Footprint::threads),
                        Integer.toString(cases.stream().mapToInt(Finding::lines).sum()),
                        causes(cases))
                + " |";
    }

    private static String excerpt(String harm) {
        String line = harm.strip().replaceAll("[\\s|]+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
    }

    private static String slowest(List<Finding> cases) {
        List<Duration> trips = new ArrayList<>();
        cases.forEach(each -> trips.addAll(each.trips()));
        trips.sort(Comparator.naturalOrder());
        double most = trips.get(trips.size() - 1 - trips.size() / 100).toNanos() / 1e6;
        return String.format(Locale.ROOT, "%.1f ms of %d", most, trips.size());
    }

    private static String memory(List<Finding> cases, ToLongFunction<Footprint> part) {
        Finding worst = worst(cases, part);
        return String.format(
                Locale.ROOT,
                "%.1f → %.1f",
                part.applyAsLong(worst.before()) / MEBIBYTE,
                part.applyAsLong(worst.after()) / MEBIBYTE);
    }

    private static String change(List<Finding> cases, ToLongFunction<Footprint> part) {
        Finding worst = worst(cases, part);
        return part.applyAsLong(worst.before()) + " → " + part.applyAsLong(worst.after());
    }

    private static Finding worst(List<Finding> cases, ToLongFunction<Footprint> part) {
        return cases.stream()
                .max(Comparator.comparingDouble(
                        each -> (double) part.applyAsLong(each.after()) / part.applyAsLong(each.before())))
                .orElseThrow();
    }

    private static String causes(List<Finding> cases) {
        Map<String, Long> all = new TreeMap<>();
        cases.forEach(each -> each.causes().forEach((cause, count) -> all.merge(cause, count, Long::sum)));
        return all.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
