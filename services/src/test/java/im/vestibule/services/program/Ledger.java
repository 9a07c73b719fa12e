package im.vestibule.services.program;

import im.vestibule.config.Command;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that keeps accounts as long as it runs. It is started in a process of its own. */
public final class Ledger {
    private final Map<String, String> passwords = new HashMap<>();

    private Ledger() {}

    /** How to start it. */
    public static Command command(Path directory) {
        String classes = location(Ledger.class) + File.pathSeparator + location(Command.class);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(List.of(java, "-XX:+UseSerialGC", "-cp", classes, Ledger.class.getName()), directory);
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** Answers until its input ends. */
    public static void main(String[] args) throws IOException {
        Ledger ledger = new Ledger();
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        try {
            while (true) {
                byte[] question = in.readNBytes(in.readUnsignedShort());
                out.writeShort(2);
                out.writeShort(ledger.answer(new String(question, StandardCharsets.UTF_8)) ? 1 : 0);
                out.flush();
            }
        } catch (EOFException _) {
            // That was all.
        }
    }

    private boolean answer(String question) {
        String[] fields = question.split(":", 4);
        String account = fields[1] + "@" + fields[2];
        String password = fields.length > 3 ? fields[3] : "";
        return switch (fields[0]) {
            case "auth" -> password.equals(passwords.get(account));
            case "isuser" -> passwords.containsKey(account);
            case "setpass" -> passwords.replace(account, password) != null;
            case "tryregister" -> passwords.putIfAbsent(account, password) == null;
            case "removeuser" -> passwords.remove(account) != null;
            default -> false;
        };
    }
}
