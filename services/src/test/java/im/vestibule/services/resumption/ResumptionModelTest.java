package im.vestibule.services.resumption;

import im.vestibule.services.offline.SqlOfflineStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever links, clients, time and the server do: what was acknowledged to its sender is received, once and in order. */
class ResumptionModelTest {
    private static final AtomicInteger TOWNS = new AtomicInteger();

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Town.steps();
    }

    @Property(tries = 50)
    void losesNothingAndRepeatsNothing(@ForAll("steps") List<Integer> steps) {
        for (int round = 0; round < Town.ROUNDS; round++) {
            String domain = "t" + TOWNS.getAndIncrement() + ".test";
            new Town(new SmallServer(new SqlOfflineStore(Stores.fast()), domain), domain)
                    .live(steps, round)
                    .report();
            Stores.fast().write(handle -> handle.execute("DELETE FROM offline_messages"));
        }
    }
}
