package im.vestibule.services.resumption;

import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever links, clients, time and the server do: what was acknowledged to its sender is received, once and in order. */
class ResumptionModelTest {
    private static final Store STORE = open();
    private static final AtomicInteger TOWNS = new AtomicInteger();

    private static Store open() {
        try {
            Path memory = Path.of("/dev/shm");
            return Store.open(
                    Files.isWritable(memory)
                            ? Files.createTempDirectory(memory, "resumption")
                            : Files.createTempDirectory("resumption"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() {
        STORE.close();
    }

    @Property
    void losesNothingAndRepeatsNothing(
            @ForAll @Size(value = Town.STEPS) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        String domain = "t" + TOWNS.getAndIncrement() + ".test";
        Town town = new Town(new SmallServer(new SqlOfflineStore(STORE), domain), domain);
        steps.forEach(town::step);
        town.settle();
        STORE.write(handle -> handle.execute("DELETE FROM offline_messages"));
    }
}
