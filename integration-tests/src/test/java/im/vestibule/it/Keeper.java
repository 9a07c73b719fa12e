package im.vestibule.it;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program for the method {@code external}, which runs in processes of its own. It keeps accounts as files in the directory
 * it is started in, and does not start while there is one named {@code closed}.
 */
final class Keeper {
    private final Path accounts;

    private Keeper(Path accounts) {
        this.accounts = accounts;
    }

    /** The command line, as it is written in TOML between double quotes. */
    static String command() {
        Path classes = Path.of(
                Keeper.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "'" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classes + "' "
                + Keeper.class.getName();
    }

    /** Those that this JVM has started. */
    static Set<ProcessHandle> all() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(Keeper.class.getName()::equals))
                .collect(Collectors.toSet());
    }

    /** Answers until its input ends. */
    public static void main(String[] args) throws IOException {
        if (Files.exists(Path.of("closed"))) {
            System.exit(1);
        }
        System.err.println("keeper is ready");
        Keeper keeper = new Keeper(Files.createDirectories(Path.of("accounts")));
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        try {
            while (true) {
                byte[] question = in.readNBytes(in.readUnsignedShort());
                boolean yes = keeper.answer(new String(question, StandardCharsets.UTF_8));
                System.err.println("keeper was asked");
                out.writeShort(2);
                out.writeShort(yes ? 1 : 0);
                out.flush();
            }
        } catch (EOFException _) {
            // The server has stopped.
        }
    }

    private boolean answer(String question) throws IOException {
        String[] fields = question.split(":", 4);
        Path account = accounts.resolve(fields[1] + "@" + fields[2]);
        boolean there = Files.exists(account);
        return switch (fields[0]) {
            case "auth" -> there && Files.readString(account).equals(fields[3]);
            case "isuser" -> there;
            case "setpass" -> there && write(account, fields[3]);
            case "tryregister" -> !there && write(account, fields[3]);
            case "removeuser" -> Files.deleteIfExists(account);
            default -> false;
        };
    }

    private static boolean write(Path account, String password) throws IOException {
        Files.writeString(account, password);
        return true;
    }
}
