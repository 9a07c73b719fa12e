package im.vestibule.services.resumption;

import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever links, clients, time and the server do: what was acknowledged to its sender is received, once and in order. */
class ResumptionModelTest {
    private static Store store;
    private static int towns;

    @BeforeContainer
    static void open() throws IOException {
        Path memory = Path.of("/dev/shm");
        store = Store.open(
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "resumption")
                        : Files.createTempDirectory("resumption"));
    }

    @AfterContainer
    static void close() {
        store.close();
    }

    @Property
    void losesNothingAndRepeatsNothing(@ForAll @Size(value = Town.STEPS) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        String domain = "t" + towns++ + ".test";
        Town town = new Town(new SmallServer(new SqlOfflineStore(store), domain), domain);
        steps.forEach(town::step);
        town.settle();
        store.write(handle -> handle.execute("DELETE FROM offline_messages"));
    }
}
