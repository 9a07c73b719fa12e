package im.vestibule.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the programs that tests need. */
final class Programs implements ExecutionCondition {
    /** Where Debian keeps PostgreSQL, by its version. */
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    /** Where it is installed: on the path, or where the system keeps its servers. */
    static Optional<Path> find(String name) {
        return all(name).findFirst();
    }

    private static Stream<Path> all(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        Stream<Path> directories = Stream.of(path.split(File.pathSeparator, -1)).map(Path::of);
        return Stream.concat(directories, postgresql().stream())
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable);
    }

    /** One that can import this; there may be several Pythons, and the system's packages are for one of them. */
    static Optional<Path> find(String name, String module) {
        return module.isEmpty()
                ? find(name)
                : all(name).filter(python -> imports(python, module)).findFirst();
    }

    private static boolean imports(Path python, String module) {
        try {
            return new ProcessBuilder(python.toString(), "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Path> postgresql() {
        if (!Files.isDirectory(POSTGRESQL)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(POSTGRESQL)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(needs -> evaluate(needs, context.getDisplayName()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    private static ConditionEvaluationResult evaluate(NeedsProgram needs, String test) {
        String name = needs.module().isEmpty() ? needs.value() : needs.value() + " with " + needs.module();
        if (find(needs.value(), needs.module()).isPresent()) {
            return ConditionEvaluationResult.enabled(name + " is installed");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(test + " needs " + name + ", which is not installed; see .ci/run");
        }
        System.err.println("SKIPPED " + test + ": install " + name + " to run it");
        return ConditionEvaluationResult.disabled(name + " is not installed");
    }
}
