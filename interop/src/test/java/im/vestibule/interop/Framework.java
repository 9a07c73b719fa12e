package im.vestibule.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.igniterealtime.smack.inttest.AbstractSmackIntTest;
import org.igniterealtime.smack.inttest.Configuration;
import org.igniterealtime.smack.inttest.FailedTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.jivesoftware.smack.SmackException;

/** Smack's framework. */
final class Framework {
    private static final Logger log = Logger.getLogger(Framework.class.getName());

    /** How long an answer may take, in ms. */
    private static final String PATIENCE = "10000";

    private Framework() {}

    /**
     * Runs all tests, each by all ways that it is meant for. Those of a class that one has failed of are run once more, and
     * that counts: some add their listeners a moment too late.
     */
    static List<Row> run() throws Exception {
        TestRunResult first = run(List.of());
        List<Row> rows = rows(first);
        List<Class<? extends AbstractSmackIntTest>> failed = failed(first);
        if (!failed.isEmpty()) {
            List<String> names = failed.stream().map(Class::getSimpleName).toList();
            rows.removeIf(row -> names.contains(row.tests()));
            rows.addAll(rows(run(failed)));
        }
        return rows;
    }

    /** The framework stops for good where a connection of its own cannot be made; then it begins again, once. */
    private static TestRunResult run(List<Class<? extends AbstractSmackIntTest>> tests) throws Exception {
        try {
            return new SmackIntegrationTestFramework(configuration(tests)).run();
        } catch (SmackException stopped) {
            log.log(Level.WARNING, "begun again", stopped);
            return new SmackIntegrationTestFramework(configuration(tests)).run();
        }
    }

    /**
     * @param tests all if it is empty
     */
    private static Configuration configuration(List<Class<? extends AbstractSmackIntTest>> tests) throws Exception {
        Configuration.Builder wanted = Configuration.builder()
                .setService(Vestibule.DOMAIN)
                .setSecurityMode("required")
                .setDefaultConnection(Ways.TCP)
                .setReplyTimeout(PATIENCE);
        tests.forEach(wanted::addEnabledTest);
        return wanted.build();
    }

    private static List<Class<? extends AbstractSmackIntTest>> failed(TestRunResult result) {
        List<Class<? extends AbstractSmackIntTest>> failed = new ArrayList<>();
        for (FailedTest each : result.getFailedTests()) {
            Class<? extends AbstractSmackIntTest> tests =
                    each.concreteTest.getMethod().getDeclaringClass().asSubclass(AbstractSmackIntTest.class);
            if (!failed.contains(tests)) {
                failed.add(tests);
            }
        }
        return failed;
    }

    private static List<Row> rows(TestRunResult result) {
        List<Row> rows = new ArrayList<>();
        result.getSuccessfulTests().forEach(each -> rows.add(Row.of(each.concreteTest, Outcome.PASSED, "")));
        result.getFailedTests()
                .forEach(each -> rows.add(Row.of(each.concreteTest, Outcome.FAILED, each.failureReason.toString())));
        result.getNotPossibleTests()
                .forEach(each -> rows.add(
                        Row.of(each.concreteTest, Outcome.NOT_POSSIBLE, message(each.testNotPossibleException))));
        result.getImpossibleTestClasses().forEach((tests, why) -> rows.add(Row.impossible(tests, message(why))));
        return rows;
    }

    private static String message(Throwable reason) {
        return Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    }
}
