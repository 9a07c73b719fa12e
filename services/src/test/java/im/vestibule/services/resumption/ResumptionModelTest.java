package im.vestibule.services.resumption;

import im.vestibule.services.offline.SqlOfflineStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever links, clients, time and the server do: what was acknowledged to its sender is received, once and in order. */
class ResumptionModelTest {
    private static final AtomicInteger TOWNS = new AtomicInteger();

    @Property(tries = 50)
    void losesNothingAndRepeatsNothing(@ForAll @Size(Town.STEPS) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        for (int round = 0; round < Town.ROUNDS; round++) {
            String domain = "t" + TOWNS.getAndIncrement() + ".test";
            new Town(new SmallServer(new SqlOfflineStore(Stores.fast()), domain), domain).live(steps, round);
            Stores.fast().write(handle -> handle.execute("DELETE FROM offline_messages"));
        }
    }
}
