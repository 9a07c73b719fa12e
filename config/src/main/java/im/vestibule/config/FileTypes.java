package im.vestibule.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that must be there when the configuration is read. Relative paths start at the configuration file. */
final class FileTypes {
    private static final Path NOWHERE = Path.of("");

    static final Type<Path> FILE = new Type<>(
            "the path of a readable file",
            "paths of readable files",
            false,
            NOWHERE,
            path -> Type.quoted(path.toString()),
            FileTypes::file);

    /** A directory that is made when needed; it only must not be something else. */
    static final Type<Path> DIRECTORY = new Type<>(
            "the path of a directory",
            "paths of directories",
            false,
            NOWHERE,
            path -> Type.quoted(path.toString()),
            FileTypes::directory);

    private FileTypes() {}

    private static Optional<Path> path(Value value) {
        Optional<String> text = value.string();
        if (text.isPresent() && text.get().isBlank()) {
            return value.wrong("", "");
        }
        return text.flatMap(t -> resolve(value, t));
    }

    private static Optional<Path> resolve(Value value, String text) {
        try {
            return Optional.of(
                    value.context().directory().resolve(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return value.wrong("not a path", "");
        }
    }

    private static Optional<Path> file(Value value) {
        return path(value).flatMap(path -> {
            if (!Files.exists(path)) {
                return value.wrong("no such file", "looked for " + path);
            }
            if (Files.isDirectory(path)) {
                return value.wrong("this is a directory", path.toString());
            }
            return Files.isReadable(path) ? Optional.of(path) : value.wrong("not readable", "check its owner and mode");
        });
    }

    private static Optional<Path> directory(Value value) {
        return path(value)
                .flatMap(path -> Files.exists(path) && !Files.isDirectory(path)
                        ? value.wrong("this is not a directory", path.toString())
                        : Optional.of(path));
    }
}
