package im.vestibule.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** From a file to its text, and from the text to a {@link Config}. */
final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    static Reading read(Path file) {
        Problems problems = new Problems(file.toString());
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        return text(absolute, problems)
                .map(toml -> read(toml, directory, file.toString(), problems))
                .orElseGet(() -> new Reading(Optional.empty(), problems.sorted(), problems.places(), Optional.empty()));
    }

    static Reading read(String toml, Path directory, String name) {
        return read(toml, directory.toAbsolutePath().normalize(), name, new Problems(name));
    }

    private static Optional<String> text(Path file, Problems problems) {
        if (!Files.exists(file)) {
            return broken(problems, Fault.of("no such file"));
        }
        if (Files.isDirectory(file)) {
            return broken(problems, Fault.of("this is a directory").expected("a TOML file"));
        }
        if (!Files.isReadable(file)) {
            return broken(problems, Fault.of("not readable").hint("check its owner and mode"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? broken(problems, Fault.of("larger than 1 MiB").expected("a TOML file"))
                    : decode(bytes, problems);
        } catch (IOException e) {
            return broken(problems, Fault.of("cannot be read").hint(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<String> broken(Problems problems, Fault fault) {
        problems.error("", fault);
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            String found = String.format("byte 0x%02X", bytes[in.position()]);
            problems.error(end(text), new Fault("not UTF-8", "", found, "save the file as UTF-8"));
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static TomlPosition end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return TomlPosition.positionAt(line, text.length() - text.lastIndexOf('\n'));
    }

    private static Reading read(String toml, Path directory, String name, Problems problems) {
        Gaps gaps = Gaps.of(toml);
        problems.places().in(gaps);
        Parsed parsed = Parsed.of(gaps.text());
        Context context = new Context(directory, "", parsed.isSound(), problems, new Names());
        Config config = Written.read(context, parsed.table(), "", Config::read);
        if (parsed.isSound()) {
            Checks.run(config, context);
        } else {
            SyntaxErrors.report(gaps.text(), parsed, problems);
        }
        return new Reading(
                problems.hasErrors() ? Optional.empty() : Optional.of(config),
                problems.sorted(),
                problems.places(),
                Optional.of(new Reading.Source(new Secret(toml), directory, name)));
    }
}
