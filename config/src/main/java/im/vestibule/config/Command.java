package im.vestibule.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program to be started, and what it is told then. Compares by what would be started; prints as it was written. */
public final class Command {
    private static final Command NONE = new Command("", List.of(), Path.of(""));

    static final Type<Command> TYPE = new Type<>(
            "a command line such as \"/usr/bin/check --all\"",
            "command lines",
            false,
            NONE,
            Command::toString,
            Command::parse);

    private final String line;
    private final List<String> words;
    private final Path directory;

    private Command(String line, List<String> words, Path directory) {
        this.line = line;
        this.words = List.copyOf(words);
        this.directory = directory;
    }

    /**
     * For programs known to be there.
     *
     * @param words the program's absolute path, and its arguments
     * @param directory where it is started
     */
    public static Command of(List<String> words, Path directory) {
        return new Command(String.join(" ", words), words, directory);
    }

    /** The program's absolute path, and its arguments. */
    public List<String> words() {
        return words;
    }

    /** Where it is started, and where a relative path of the program itself starts: the directory of the configuration. */
    public Path directory() {
        return directory;
    }

    private static Optional<Command> parse(Value value) {
        return value.string().flatMap(line -> parse(value, line));
    }

    private static Optional<Command> parse(Value value, String line) {
        Optional<List<String>> split = Words.of(line);
        if (split.isEmpty()) {
            return value.wrong("a quote or a backslash without its other half", "");
        }
        if (split.get().isEmpty() || split.get().getFirst().isEmpty()) {
            return value.wrong("", "");
        }
        Path directory = value.context().directory().toAbsolutePath().normalize();
        return program(value, split.get().getFirst(), directory).map(program -> {
            List<String> words = new ArrayList<>(split.get());
            words.set(0, program.toString());
            return new Command(line, words, directory);
        });
    }

    private static Optional<Path> program(Value value, String name, Path directory) {
        try {
            return name.indexOf('/') < 0
                    ? inPath(name)
                            .or(() -> value.wrong(
                                    "no such program in PATH",
                                    "write its path, which starts at the directory of this file"))
                    : at(value, directory.resolve(name).normalize());
        } catch (InvalidPathException e) {
            return value.wrong("not a path", "");
        }
    }

    private static Optional<Path> at(Value value, Path program) {
        if (!Files.exists(program)) {
            return value.wrong("no such file", "looked for " + program);
        }
        if (Files.isDirectory(program)) {
            return value.wrong("this is a directory", program.toString());
        }
        return Files.isExecutable(program)
                ? Optional.of(program)
                : value.wrong("not executable", "chmod +x " + program + ", or write its interpreter before it");
    }

    private static Optional<Path> inPath(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name).toAbsolutePath())
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Command command && words.equals(command.words) && directory.equals(command.directory);
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, directory);
    }

    @Override
    public String toString() {
        return Type.quoted(line);
    }
}
