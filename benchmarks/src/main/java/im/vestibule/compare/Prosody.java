package im.vestibule.compare;

import im.vestibule.load.Mechanism;
import im.vestibule.load.ScramKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Debian's Prosody, with the collector that serves it best.
 *
 * @param work for its files
 */
record Prosody(Path work) implements Peer {
    private static final Duration START = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "prosody";
    }

    @Override
    public Running start(Passwords passwords, int accounts) throws IOException, InterruptedException {
        Ports ports = new Ports();
        Configuration configuration = Configuration.in(work, name(), ports);
        configuration.set(
                "authentication",
                switch (passwords) {
                    case PLAIN -> "internal_plain";
                    case SCRAM -> "internal_hashed";
                });
        Path file = configuration.write("prosody.cfg.lua");
        Path directory = configuration.directory();
        Files.createDirectories(directory.resolve("certs"));
        register(directory.resolve("data/localhost/accounts"), passwords, accounts);
        Program program = Program.start(
                List.of("prosody", "--config", file.toString(), "-F"), directory, Map.of("HOME", directory.toString()));
        program.await(() -> ports.answers(Entrance.C2S) && ports.answers(Entrance.WEBSOCKET), START);
        return new Running(program, ports, new Paths("/xmpp-websocket", "/http-bind", false));
    }

    private static void register(Path directory, Passwords passwords, int accounts) throws IOException {
        Files.createDirectories(directory);
        String account = passwords == Passwords.PLAIN ? "return { [\"password\"] = \"secret\"; };\n" : keys();
        for (int i = 1; i <= accounts; i++) {
            Files.writeString(directory.resolve("user" + i + ".dat"), account);
        }
    }

    private static String keys() {
        ScramKeys keys = ScramKeys.of(Mechanism.SCRAM_SHA_1, Passwords.PASSWORD, Passwords.SALT, Passwords.ITERATIONS);
        String salt = new String(Base64.getDecoder().decode(Passwords.SALT), StandardCharsets.US_ASCII);
        return "return { [\"iteration_count\"] = " + Passwords.ITERATIONS + "; [\"salt\"] = \"" + salt
                + "\"; [\"stored_key\"] = \"" + hex(keys.storedKey()) + "\"; [\"server_key\"] = \""
                + hex(keys.serverKey()) + "\"; };\n";
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }
}
