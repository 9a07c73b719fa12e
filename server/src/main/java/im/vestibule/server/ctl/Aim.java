package im.vestibule.server.ctl;

import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out where to ask, by the options and the configuration that they name. */
final class Aim {
    private final Options options;
    private final Supplier<Reading> bundled;
    private final Terminal terminal;

    /** @param bundled the configuration if none is named */
    Aim(Options options, Supplier<Reading> bundled, Terminal terminal) {
        this.options = options;
        this.bundled = bundled;
        this.terminal = terminal;
    }

    Target.Search target() {
        Optional<Login> login;
        try {
            login = login();
        } catch (IOException e) {
            return new Target.Search.Nothing("no password for --user: " + Faults.words(e));
        }
        if (options.url().isPresent()) {
            Trust trust = options.cafile().<Trust>map(Trust.Authorities::new).orElseGet(Trust.Usual::new);
            return new Target.Search.Found(new Target(options.url().get(), Optional.empty(), trust, login));
        }
        return switch (configured()) {
            case Target.Search.Found(Target target) -> new Target.Search.Found(target.as(login));
            case Target.Search.Nothing nothing -> nothing;
        };
    }

    private Optional<Login> login() throws IOException {
        if (options.user().isEmpty()) {
            return Optional.empty();
        }
        String user = options.user().get();
        return Optional.of(new Login(user, terminal.password(user, options.passwordFile())));
    }

    private Target.Search configured() {
        Reading reading = options.config().map(Config::read).orElseGet(bundled);
        String name = options.config().map(file -> file.toString()).orElse("the bundled default");
        if (reading.config().isEmpty()) {
            String first = reading.problems().stream()
                    .filter(Problem::isError)
                    .findFirst()
                    .map(Problem::toString)
                    .orElse(name);
            return new Target.Search.Nothing("the configuration cannot be used: " + first);
        }
        return switch (Target.of(reading.config().get())) {
            case Target.Search.Found found -> found;
            case Target.Search.Nothing(String reason) ->
                new Target.Search.Nothing(name + ": " + reason + "; --url says where else to ask");
        };
    }
}
