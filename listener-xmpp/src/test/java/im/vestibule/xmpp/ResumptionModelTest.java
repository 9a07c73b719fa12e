package im.vestibule.xmpp;

import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.resumption.Stores;
import im.vestibule.services.resumption.Town;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The same as of the services alone, with streams as they are, from the bytes on. */
class ResumptionModelTest {
    private static final AtomicInteger TOWNS = new AtomicInteger();

    @Property(tries = 25)
    void losesNothingAndRepeatsNothing(@ForAll @Size(Town.STEPS) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        for (int round = 0; round < Town.ROUNDS; round++) {
            String domain = "t" + TOWNS.getAndIncrement() + ".test";
            WholeServer server =
                    new WholeServer(new SqlOfflineStore(Stores.fast()), domain, List.of("alice", "bob", "carol"));
            new Town(server, domain).live(steps, round);
            server.end();
            Stores.fast().write(handle -> handle.execute("DELETE FROM offline_messages"));
        }
    }
}
