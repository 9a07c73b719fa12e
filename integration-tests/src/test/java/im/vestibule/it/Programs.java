package im.vestibule.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the programs that tests need. */
final class Programs implements ExecutionCondition {
    static final String PYTHON = "/usr/bin/python3";

    /** Where it is installed: on the path, or where the system keeps its servers. */
    static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(needs -> evaluate(find(needs.value()).isPresent(), needs.value(), context.getDisplayName()))
                .or(() -> AnnotationSupport.findAnnotation(context.getElement(), NeedsPython.class)
                        .map(needs -> evaluate(hasModule(needs.value()), needs.value(), context.getDisplayName())))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    /** Whether the system's Python has it; another one on the path does not count. */
    private static boolean hasModule(String name) {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import " + name)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ConditionEvaluationResult evaluate(boolean installed, String name, String test) {
        if (installed) {
            return ConditionEvaluationResult.enabled(name + " is installed");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(test + " needs " + name + ", which is not installed; see .ci/run");
        }
        System.err.println("SKIPPED " + test + ": install " + name + " to run it");
        return ConditionEvaluationResult.disabled(name + " is not installed");
    }
}
