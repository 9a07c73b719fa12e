package im.vestibule.server.ctl;

import im.vestibule.admin.graphql.Sdl;
import im.vestibule.config.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** One command, from what is typed to what is printed. Errors are a line each on {@code err}. */
public final class Session {
    private static final int OK = 200;

    private final Catalog catalog = Catalog.of(Sdl.ADMIN.definitions());
    private final Terminal terminal = new Terminal();
    private final String version;
    private final Supplier<Reading> bundled;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param version of this program
     * @param bundled the configuration if none is named
     */
    public Session(String version, Supplier<Reading> bundled, PrintStream out, PrintStream err) {
        this.version = version;
        this.bundled = bundled;
        this.out = out;
        this.err = err;
    }

    /** The categories, a line each. */
    public static String categories() {
        return Help.of(Catalog.of(Sdl.ADMIN.definitions()));
    }

    /**
     * Does what somebody wants.
     *
     * @param early options before the category
     * @param words from the category on, at least one
     * @return whether it went well
     */
    public boolean run(Options early, List<String> words) throws InterruptedException {
        return switch (Words.read(words, catalog, Options::values, terminal)) {
            case Wish.Help(String text) -> {
                out.print(text);
                out.flush();
                yield true;
            }
            case Wish.Puzzle(List<String> complaints, String hint) -> {
                failed(complaints);
                hint.lines().forEach(err::println);
                yield false;
            }
            case Wish.Run run -> run(run, early);
        };
    }

    private boolean run(Wish.Run run, Options early) throws InterruptedException {
        Options options;
        try {
            options = early.with(
                    CommandLine.populateCommand(new Options(), run.late().toArray(String[]::new)));
        } catch (CommandLine.ParameterException e) {
            return failed(List.of(String.valueOf(e.getMessage())));
        }
        if (!options.complaints().isEmpty()) {
            return failed(options.complaints());
        }
        return switch (new Aim(options, bundled, terminal).target()) {
            case Target.Search.Nothing(String reason) -> failed(List.of(reason));
            case Target.Search.Found(Target target) ->
                ask(run, target, new Output(run.operation(), options.isJson(Terminal.isRead()), out, err));
        };
    }

    private boolean ask(Wish.Run run, Target target, Output output) throws InterruptedException {
        String document =
                Document.of(run.operation(), Set.copyOf(run.variables().propertyNames()), catalog.schema());
        try (Client client = Client.of(target)) {
            if (run.operation().kind() != Operation.Kind.SUBSCRIPTION) {
                return tell(client.ask(document, run.variables()), target, output);
            }
            Client.Heard heard = client.listen(document, run.variables(), output::event);
            if (heard.status() != OK || heard.answer().isPresent()) {
                return tell(heard, target, output);
            }
            err.println("that was all: the server has ended it");
            return true;
        } catch (IOException e) {
            return failed(List.of(target.url() + ": " + Faults.words(e)));
        }
    }

    private boolean tell(Client.Heard heard, Target target, Output output) {
        if (heard.answer().isEmpty()) {
            return failed(List.of(target.url() + ": answers " + heard.status()
                    + ", and not in GraphQL; is this the path of its admin endpoint?"));
        }
        Answer answer = heard.answer().get();
        boolean fine = output.show(answer);
        if (answer.isForeign()) {
            err.println(
                    "The server does not know all that is asked for: it has another version than this ctl, which is "
                            + version + ". The ctl that came with the server knows what it knows.");
        } else if (answer.isUnknownCaller()) {
            err.println(target.login()
                    .map(login -> "That was as " + login.user() + " at " + target.url() + ".")
                    .orElse("Nobody was logged in at " + target.url() + "; see --user."));
        }
        return fine;
    }

    private boolean failed(List<String> complaints) {
        complaints.forEach(line -> err.println("error: " + line));
        return false;
    }
}
