package im.vestibule.interop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.regex.Pattern;
import org.igniterealtime.smack.inttest.AbstractSmackIntTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.ConcreteTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestType;
import org.igniterealtime.smack.inttest.annotations.SmackIntegrationTest;
import org.igniterealtime.smack.inttest.annotations.SpecificationReference;

/**
 * What came of one test by one way.
 *
 * @param test {@code Class.method}, or {@code Class} where all of it is not possible
 * @param way how it connected, empty if that is its own affair
 * @param specification document, its version, section; empty if the test names none
 * @param reason empty if it passed
 */
record Row(String test, String way, String specification, Outcome outcome, String reason) {
    /** Names that are others in every run. */
    private static final Pattern NAMES = Pattern.compile("(smack-inttest-(?:one|two|three)|sinttest)-[a-z0-9]{5}");

    /** The class of the test. */
    String tests() {
        return test.replaceFirst("\\..*", "");
    }

    static Row of(ConcreteTest test, Outcome outcome, String reason) {
        Method method = test.getMethod();
        // Without a word about it they share the main connections.
        List<String> ways = test.getTestType() == TestType.Normal ? List.of(Ways.TCP) : test.getSubdescriptons();
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        return new Row(name, String.join(", ", ways), specification(method), outcome, plain(reason));
    }

    static Row impossible(Class<? extends AbstractSmackIntTest> tests, String reason) {
        return new Row(tests.getSimpleName(), "", specification(tests), Outcome.NOT_POSSIBLE, plain(reason));
    }

    private static String specification(Method method) {
        String section =
                method.getAnnotation(SmackIntegrationTest.class).section().strip();
        String document = specification(method.getDeclaringClass());
        return section.isEmpty() ? document : (document + " §" + section).strip();
    }

    private static String specification(Class<?> tests) {
        SpecificationReference reference = tests.getAnnotation(SpecificationReference.class);
        if (reference == null) {
            return "";
        }
        String version = reference.version().strip();
        String document = reference.document().strip().replaceFirst("^RFC(\\d)", "RFC $1");
        return version.isEmpty() ? document : document + " (" + version + ")";
    }

    /** In one line, the same in every run. */
    private static String plain(String reason) {
        String line = reason.lines().findFirst().orElse("").strip();
        return NAMES.matcher(line).replaceAll("$1");
    }
}
