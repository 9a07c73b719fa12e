package im.vestibule.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the comparison. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Vestibule beside ejabberd and Prosody, in turns, and writes the medians into docs/performance.md.",
            "The others are Debian's packages ejabberd and prosody with lua-event and lua-sec; nothing has to run."
        })
public final class Main implements Callable<Integer> {
    @Option(names = "--servers", split = ",", description = "who takes part (vestibule,ejabberd,prosody)")
    private List<String> servers = List.of("vestibule", "ejabberd", "prosody");

    @Option(names = "--only", split = ",", description = "cases, * stands for anything; without it all")
    private List<String> only = List.of("*");

    @Option(names = "--rounds", description = "of all cases (3)")
    private int rounds = 3;

    @Option(names = "--secs", description = "that are measured in chats and connects (6)")
    private int seconds = 6;

    @Option(names = "--warmup", description = "seconds before that (3)")
    private int warmup = 3;

    @Option(names = "--users", description = "that log in (2000)")
    private int users = 2000;

    @Option(names = "--idle", description = "connections that keep silent (10000)")
    private int idle = 10_000;

    @Option(names = "--hold", description = "seconds for which they do (20)")
    private int hold = 20;

    @Option(names = "--rate", description = "messages a second in the case rate (9800)")
    private double rate = 9800;

    @Option(names = "--patience", description = "seconds to wait for a quiet machine before each run (60)")
    private int patience = 60;

    @Option(names = "--attempts", description = "at a run, as long as others disturb it (3)")
    private int attempts = 3;

    @Option(names = "--home", description = "the checkout (here)")
    private Path home = Path.of("").toAbsolutePath();

    @Option(names = "--work", description = "for the servers' files (benchmarks/target/comparison)")
    private Path work = Path.of("benchmarks/target/comparison");

    @Option(names = "--results", description = "file to which each result goes as a line of JSON")
    private Path results = Path.of("benchmarks/target/comparison.jsonl");

    @Option(names = "--again", description = "measure nothing, but tell the results in that file once more")
    private boolean again;

    @Option(names = "--print", description = "write no page, but print the table")
    private boolean print;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = new Settings(
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmup),
                users,
                Math.min(users, 500),
                idle,
                Duration.ofSeconds(hold),
                rate);
        List<Case> cases = Case.all(settings);
        if (!again) {
            Files.createDirectories(results.toAbsolutePath().getParent());
            for (int round = 1; round <= rounds; round++) {
                round(round, settings, cases.stream().filter(this::wanted).toList());
            }
        }
        tell(cases.stream().map(Case::name).toList());
        return CommandLine.ExitCode.OK;
    }

    private boolean wanted(Case each) {
        return only.stream()
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), each.name()));
    }

    private void round(int round, Settings settings, List<Case> cases) throws IOException, InterruptedException {
        for (Group group : Group.values()) {
            List<Case> own =
                    cases.stream().filter(each -> each.group() == group).toList();
            for (List<Case> start : starts(group, own)) {
                for (Peer peer : peers()) {
                    new Turn(peer, settings, new Turn.Care(Duration.ofSeconds(patience), attempts))
                            .run(group, start, seen -> keep(peer, round, seen));
                }
            }
        }
    }

    /** Which cases each start of a server is for. */
    private static List<List<Case>> starts(Group group, List<Case> cases) {
        if (group.measuresMemory()) {
            return cases.stream().map(List::of).toList();
        }
        return cases.isEmpty() ? List.of() : List.of(cases);
    }

    private List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        Path files = work.toAbsolutePath();
        for (String name : servers) {
            peers.add(
                    switch (name) {
                        case "vestibule" -> new Vestibule(home, files);
                        case "ejabberd" -> new Ejabberd(files);
                        case "prosody" -> new Prosody(files);
                        default -> throw new IllegalArgumentException("no such server: " + name);
                    });
        }
        return peers;
    }

    private void keep(Peer peer, int round, Turn.Seen seen) {
        Outcome outcome = new Outcome(
                seen.about().name(), peer.name(), round, seen.report().figures());
        try {
            outcome.append(results);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder line = new StringBuilder("round " + round + "  " + peer.name() + "  " + outcome.name());
        for (Figure figure : Figure.of(outcome.scenario())) {
            outcome.figure(figure.key())
                    .ifPresent(value -> line.append("  ")
                            .append(figure.title())
                            .append(' ')
                            .append(Results.text(value / figure.scale())));
        }
        outcome.figure("errors.total")
                .filter(count -> count > 0)
                .ifPresent(count -> line.append("  ERRORS ")
                        .append(Results.text(count))
                        .append(' ')
                        .append(seen.report().figures().get("first_error")));
        System.err.println(line);
    }

    private void tell(List<String> order) throws IOException {
        Results all = new Results(Outcome.read(results));
        String table = new Table(all, order).markdown();
        if (print) {
            System.out.print(table);
            return;
        }
        String text = LocalDate.now(ZoneOffset.UTC) + ", " + Machine.words() + ".\n"
                + "Medians, and least to most where there was more than one round.\n\n" + table;
        new Page(home.resolve("docs/performance.md")).write(text, new Plots(all, order).all());
    }
}
