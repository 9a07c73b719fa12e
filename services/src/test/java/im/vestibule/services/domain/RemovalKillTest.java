package im.vestibule.services.domain;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that removes a domain is killed in the middle of it. */
final class RemovalKillTest {
    private static final String DOMAIN = "one.test";
    private static final int ROWS = 20_000;
    private static final int BATCHES_BEFORE = 5;

    @TempDir
    private Path directory;

    @Test
    void theNextOneFinishesWhatItHasBegun() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int batches = 0;
        try (BufferedReader out = child.inputReader()) {
            while (out.readLine() != null) {
                batches++;
                if (batches == BATCHES_BEFORE) {
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        assertThat(batches).isGreaterThanOrEqualTo(BATCHES_BEFORE);
        try (Store store = Store.open(directory)) {
            SqlDomainStore domains = new SqlDomainStore(store);
            assertThat(Belongings.left(store, DOMAIN)).isBetween(1L, ROWS - 1L);
            assertThat(domains.find(DOMAIN)).contains(new Domain(DOMAIN, "club", Status.DELETING));
            Doors doors = new Doors();
            try (Erasures erasures = new Erasures(domains, doors, InstantSource.system(), Thread::sleep)) {
                Domains after = new Domains(domains, doors, erasures);
                after.resume();

                // Joins what was resumed.
                Change gone = after.remove(DOMAIN, "club");
                assertThat(gone)
                        .isIn(
                                new Change.Done(new Domain(DOMAIN, "club", Status.DELETED)),
                                new Change.Refused(Refusal.NOT_FOUND));
            }
            assertThat(Belongings.left(store, DOMAIN)).isZero();
            assertThat(domains.all()).isEmpty();
        }
    }

    /** Removes a domain and prints a line for each batch. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            Store store = Store.open(Path.of(args[0]));
            Belongings.fill(store, DOMAIN, ROWS);
            Doors doors = new Doors();
            SqlDomainStore domains = new SqlDomainStore(store);
            Serving talking = new Talking(doors, new AtomicInteger());
            Erasures erasures = new Erasures(domains, talking, InstantSource.system(), Thread::sleep);
            Domains all = new Domains(domains, talking, erasures);
            all.insert(DOMAIN, "club");
            all.remove(DOMAIN, "club");
        }
    }

    /** Stops by itself long before the end, in case that the kill comes late. */
    private record Talking(Doors doors, AtomicInteger batches) implements Serving {
        @Override
        public boolean isStatic(String domain) {
            return doors.isStatic(domain);
        }

        @Override
        public boolean hasType(String hostType) {
            return doors.hasType(hostType);
        }

        @Override
        public List<String> ofType(String hostType) {
            return doors.ofType(hostType);
        }

        @Override
        public void serve(Domain domain) {
            doors.serve(domain);
        }

        @Override
        public void stop(String domain) {
            doors.stop(domain);
        }

        @Override
        public int erase(Domain domain, int most) throws Unreachable {
            System.out.println("batch");
            System.out.flush();
            if (batches.incrementAndGet() > ROWS / Erasures.BATCH / 2) {
                throw new Unreachable("enough");
            }
            return doors.erase(domain, most);
        }
    }
}
