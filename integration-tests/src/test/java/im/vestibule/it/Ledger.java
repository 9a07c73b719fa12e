package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every {@link Finding}. Once all tests are over they are a page: {@code target/hostile-results.md}, unless
 * {@code -Dhostile.results} names another file of the repository.
 */
final class Ledger implements AutoCloseable {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Ledger.class);
    private static final String PAGE =
            System.getProperty("hostile.results", "integration-tests/target/hostile-results.md");

    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    private final List<Long> resident = new CopyOnWriteArrayList<>();

    static Ledger of(ExtensionContext context) {
        return context.getRoot().getStore(HERE).computeIfAbsent(Ledger.class, type -> new Ledger(), Ledger.class);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Bytes that the server has of the machine, native ones too. */
    void resident(long bytes) {
        resident.add(bytes);
    }

    @Override
    public void close() throws IOException {
        Path page = Checkout.file(PAGE);
        Files.writeString(page, new Results(findings, resident).page());
    }
}
