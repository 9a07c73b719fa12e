package im.vestibule.interop;

import im.vestibule.tls.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code ./vestibule serve} in a process of its own, with {@code interop.toml}, a fresh store and a fresh certificate. */
final class Vestibule implements AutoCloseable {
    static final String DOMAIN = "localhost";

    private static final Pattern BOUND = Pattern.compile("listen\\.(\\w+)\\[0] +127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Map<String, Integer> ports;

    private Vestibule(Process process, Map<String, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Makes a directory, without what is left in it of another time. */
    static Path fresh(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    /**
     * Starts it, and has this JVM trust its certificate.
     *
     * @param directory an empty one; what the server logs is there in {@code log.txt}
     * @throws IOException if it does not start, with what it logged
     */
    static Vestibule start(Path directory) throws IOException, GeneralSecurityException {
        SelfSigned.write(directory.resolve("localhost.pem"), List.of(DOMAIN), Instant.now());
        trust(directory.resolve("localhost.pem"), directory.resolve("trusted.p12"));
        Path file = directory.resolve("interop.toml");
        try (InputStream toml = Vestibule.class.getResourceAsStream("/interop.toml")) {
            Files.copy(Objects.requireNonNull(toml), file);
        }
        Path log = directory.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Checkout.file("vestibule").toString(), "serve", "--config", file.toString())
                .redirectError(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            return new Vestibule(process, ports(process.inputReader()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException(Files.readString(log), e);
        }
    }

    /** Reads what is printed until it is ready. */
    private static Map<String, Integer> ports(BufferedReader out) throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("it stopped before it was ready");
            }
            Matcher bound = BOUND.matcher(line);
            if (bound.find()) {
                ports.put(bound.group(1), Integer.valueOf(bound.group(2)));
            }
        }
        return ports;
    }

    /** Some of Smack's clients can be told whom to trust, others ask the JVM only. */
    private static void trust(Path certificate, Path store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate);
                OutputStream out = Files.newOutputStream(store)) {
            trusted.setCertificateEntry(
                    DOMAIN, CertificateFactory.getInstance("X.509").generateCertificate(pem));
            trusted.store(out, "nothing-secret".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "nothing-secret");
    }

    /** Where the first listener of a kind is. */
    int port(String kind) {
        return Objects.requireNonNull(ports.get(kind), kind);
    }

    /** Stops it as an operator does. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join().destroyForcibly();
    }
}
