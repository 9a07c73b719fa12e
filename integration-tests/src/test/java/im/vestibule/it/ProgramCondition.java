package im.vestibule.it;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link NeedsProgram} means. */
final class ProgramCondition implements ExecutionCondition {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsProgram> needs = AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class);
        List<String> missing = needs.stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .filter(name -> Program.find(name).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("everything is there");
        }
        String what = "not in PATH: " + String.join(", ", missing) + " (.ci/run installs it)";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(what);
        }
        if (TOLD.add(what)) {
            System.err.println("SKIPPED " + context.getDisplayName() + ": " + what);
        }
        return ConditionEvaluationResult.disabled(what);
    }
}
