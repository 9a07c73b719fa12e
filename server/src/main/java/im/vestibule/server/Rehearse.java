package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Reading;
import im.vestibule.config.Secret;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs the bundled default for a moment, out of sight, and logs in. The launcher does so once per build, with the JVM
 * taking notes (JEP 514, JEP 515), so that every later start is quick and soon at full speed.
 */
@CommandLine.Command(
        name = "rehearse",
        hidden = true,
        description = "Runs for a moment so that the JVM can take notes.")
final class Rehearse implements Callable<Integer> {
    private static final int LOGINS = 400;
    private static final int SECURE_LOGINS = 60;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("vestibule-rehearsal");
        try {
            Path data = Files.createDirectory(directory.resolve("data"));
            SelfSigned.write(data.resolve("localhost.pem"), List.of("localhost"), Instant.now());
            String toml = Bundled.text().replaceAll("(?m)^(\\s*port = )\\d+", "$10");
            Reading reading = Config.read(toml, directory, "rehearsal");
            if (House.open(reading, System.err::println, InstantSource.system())
                    instanceof House.Opening.Opened(House house)) {
                FutureTask<Void> visits = new FutureTask<>(() -> visit(house));
                int ended = new Serve()
                        .run(house, () -> Thread.ofPlatform().name("rehearsal").start(visits));
                visits.get();
                return ended;
            }
            return Exit.FAILED;
        } finally {
            delete(directory);
        }
    }

    private static Void visit(House house) throws IOException, GeneralSecurityException {
        try {
            logIn(house);
        } finally {
            Signals.raise("TERM");
        }
        return null;
    }

    private static void logIn(House house) throws IOException, GeneralSecurityException {
        house.accounts().register(Jid.of("walter@localhost"), new Secret("waldorf"));
        InetSocketAddress clear = address(house, "listen.c2s[0]");
        InetSocketAddress secure = address(house, "listen.c2s[1]");
        for (int i = 0; i < LOGINS; i++) {
            try (RehearsalClient client = RehearsalClient.clear(clear)) {
                client.visit("walter", "waldorf");
            }
            if (i < SECURE_LOGINS) {
                try (RehearsalClient client = RehearsalClient.secure(secure)) {
                    client.visit("walter", "waldorf");
                }
            }
        }
    }

    private static InetSocketAddress address(House house, String listener) {
        return house.listeners().all().stream()
                .filter(each -> each.name().equals(listener))
                .findFirst()
                .map(Listener::address)
                .orElseThrow();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
