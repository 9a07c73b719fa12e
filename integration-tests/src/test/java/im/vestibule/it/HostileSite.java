package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one server that hostile peers are let loose on: that of {@code site.toml} and {@code hostile.toml} together, in a
 * {@link Fort}. It runs from the first test that asks until after the last, and so does what it asks itself.
 */
final class HostileSite implements ParameterResolver {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(HostileSite.class);

    private static final String KEEP = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

    /** For a crowd of thousands, longer than it takes to come. */
    private static final int SILENCE_MS = Integer.getInteger("hostile.silence", 400);

    /**
     * The server and what is around it.
     *
     * @param toml its configuration
     * @param backend where the web service of {@code abroad.test} would be
     * @param clock that the server goes by; empty if that is the machine's
     */
    record Grounds(Site site, NameServer names, String toml, int backend, Optional<WallClock> clock)
            implements AutoCloseable {
        static Grounds open() throws IOException {
            return open(UnaryOperator.identity());
        }

        /**
         * @param change is made to the configuration
         */
        static Grounds open(UnaryOperator<String> change) throws IOException {
            Path directory = Files.createTempDirectory("vestibule");
            return open(directory, change, Optional.empty(), toml -> Fort.start(directory, toml));
        }

        static Grounds withClock() throws IOException {
            Path directory = Files.createTempDirectory("vestibule");
            WallClock clock = WallClock.in(directory);
            return open(
                    directory,
                    UnaryOperator.identity(),
                    Optional.of(clock),
                    toml -> Fort.start(clock, directory, toml));
        }

        private interface Start {
            Fort with(String toml) throws IOException;
        }

        private static Grounds open(
                Path directory, UnaryOperator<String> change, Optional<WallClock> clock, Start start)
                throws IOException {
            NameServer names = new NameServer();
            int backend = Ports.free();
            String toml = change.apply((text("site.toml") + text("hostile.toml"))
                    .replace("NAMES", names.place())
                    .replace("BACKEND", Integer.toString(backend))
                    .replace("SILENCE", Integer.toString(SILENCE_MS)));
            HostileFiles.write(directory);
            Site site = Site.of(directory, start.with(toml));
            use(site);
            return new Grounds(site, names, toml, backend, clock);
        }

        /** A server that has been in use has a stock of buffers, and has loaded what it needs. */
        private static void use(Site site) throws IOException {
            Jid regular = Jid.of("regular@door.test");
            site.renew(regular);
            int sessions = 0;
            for (String door : List.of("clear", "clear", "starttls_fast", "starttls_just", "tls_fast", "tls_just")) {
                Jid self = another(regular, ++sessions);
                String talk = talk(self);
                try (Wire wire = site.connect(door).login(self)) {
                    wire.say(talk);
                    assertThat(wire.unread()).hasSizeGreaterThan(talk.length());
                }
            }
            // On both loops, and with what is kept until it is acknowledged.
            for (String wish : List.of("", "", KEEP, KEEP)) {
                Jid self = another(regular, ++sessions);
                String talk = talk(self);
                try (Wire deaf = site.connect("clear").login(self)) {
                    deaf.say(wish);
                    for (int i = 0; i < 40; i++) {
                        deaf.say(talk);
                    }
                } catch (IOException _) {
                    // It was cut off.
                }
            }
            // Nor is anything left that waits for it.
            site.renew(regular);
        }

        /** Another resource each time: what one has not read comes back to it, and would find the next. */
        private static Jid another(Jid account, int session) {
            return Jid.of(account + "/" + session);
        }

        private static String talk(Jid self) {
            return ("<message to='" + self + "'><body>" + "x".repeat(5_000) + "</body></message>").repeat(200);
        }

        private static String text(String resource) throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(HostileSite.class.getResourceAsStream("/" + resource), resource)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() throws IOException {
            site.close();
            names.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Site.class || type == NameServer.class || type == Grounds.class || type == Ledger.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Ledger.class) {
            return Ledger.of(context);
        }
        Grounds grounds = grounds(context);
        return type == Site.class ? grounds.site() : type == NameServer.class ? grounds.names() : grounds;
    }

    static Site of(ExtensionContext context) {
        return grounds(context).site();
    }

    /** Whether it is the one that most tests have. */
    static boolean isShared(ExtensionContext context) {
        return !context.getRequiredTestClass().isAnnotationPresent(OwnClock.class);
    }

    private static Grounds grounds(ExtensionContext context) {
        return isShared(context)
                ? context.getRoot().getStore(HERE).computeIfAbsent(Grounds.class, type -> opened(), Grounds.class)
                : context.getStore(HERE).computeIfAbsent(OwnClock.class, type -> openedWithClock(), Grounds.class);
    }

    private static Grounds opened() {
        try {
            return Grounds.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Grounds openedWithClock() {
        try {
            return Grounds.withClock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
