package im.vestibule.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A directory for one run of a server: a certificate, and its configuration from one of the templates. */
final class Configuration {
    private final Path directory;
    private final Map<String, String> values = new HashMap<>();

    private Configuration(Path directory) {
        this.directory = directory;
    }

    /** A fresh directory within this one. */
    static Configuration in(Path parent, String server, Ports ports) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), server);
        Certificate.write(directory.resolve("localhost.pem"));
        Configuration configuration = new Configuration(directory);
        configuration.set("directory", directory.toString());
        configuration.set("c2s", ports.of(Entrance.C2S));
        configuration.set("tls", ports.of(Entrance.DIRECT_TLS));
        configuration.set("proxy", ports.of(Entrance.PROXY));
        configuration.set("http", ports.of(Entrance.WEBSOCKET));
        return configuration;
    }

    Path directory() {
        return directory;
    }

    /** What {@code @name@} in the template stands for. */
    void set(String name, Object value) {
        values.put("@" + name + "@", value.toString());
    }

    /** Fills a template, and writes it under the same name. */
    Path write(String template) throws IOException {
        try (InputStream in = Objects.requireNonNull(Configuration.class.getResourceAsStream(template), template)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return Files.writeString(directory.resolve(template), text);
        }
    }
}
