package im.vestibule.compare;

import im.vestibule.load.Mechanism;
import im.vestibule.load.ScramKeys;
import im.vestibule.services.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Ours, by its own launcher and with its own flags.
 *
 * @param home where the launcher is
 * @param work for its files
 */
record Vestibule(Path home, Path work) implements Peer {
    /** The first start after a build rehearses. */
    private static final Duration START = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "vestibule";
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Running start(Passwords passwords, int accounts) throws IOException, InterruptedException {
        Ports ports = new Ports();
        Configuration configuration = Configuration.in(work, name(), ports);
        configuration.set(
                "password",
                switch (passwords) {
                    case PLAIN -> "password.format = \"plain\"";
                    case SCRAM ->
                        "password.format = \"scram\"\n  password.hash = [\"sha\"]\n  password.scram_iterations = "
                                + Passwords.ITERATIONS;
                });
        Path file = configuration.write("vestibule.toml");
        register(configuration.directory().resolve("data"), passwords, accounts);
        Program program = Program.start(
                List.of(home.resolve("vestibule").toString(), "serve", "--config", file.toString()),
                configuration.directory(),
                Map.of());
        program.await(() -> Files.readAllLines(program.output()).contains("ready"), START);
        return new Running(program, ports, new Paths("/ws-xmpp", "/http-bind", true));
    }

    private static void register(Path directory, Passwords passwords, int accounts) {
        String password = passwords == Passwords.PLAIN ? Passwords.PASSWORD : "";
        String details = passwords == Passwords.PLAIN ? null : details();
        try (Store store = Store.open(directory)) {
            int written = store.write(handle -> {
                PreparedBatch batch = handle.prepareBatch(
                        "INSERT INTO users (server, username, password, pass_details) VALUES (?, ?, ?, ?)");
                for (int i = 1; i <= accounts; i++) {
                    batch.add(DOMAIN, "user" + i, password, details);
                }
                return batch.execute().length;
            });
            if (written != accounts) {
                throw new IllegalStateException(written + " accounts rather than " + accounts);
            }
        }
    }

    private static String details() {
        ScramKeys keys = ScramKeys.of(Mechanism.SCRAM_SHA_1, Passwords.PASSWORD, Passwords.SALT, Passwords.ITERATIONS);
        return String.join(
                ",",
                "==SCRAM==",
                keys.storedKey(),
                keys.serverKey(),
                Passwords.SALT,
                Integer.toString(Passwords.ITERATIONS));
    }
}
