package im.vestibule.xmpp;

import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.resumption.Stores;
import im.vestibule.services.resumption.Town;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same as of the services alone, with streams as they are, from the bytes on. */
class ResumptionModelTest {
    private static final AtomicInteger TOWNS = new AtomicInteger();

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Town.steps();
    }

    @Property(tries = 25)
    void losesNothingAndRepeatsNothing(@ForAll("steps") List<Integer> steps) {
        for (int round = 0; round < Town.ROUNDS; round++) {
            String domain = "t" + TOWNS.getAndIncrement() + ".test";
            WholeServer server =
                    new WholeServer(new SqlOfflineStore(Stores.fast()), domain, List.of("alice", "bob", "carol"));
            new Town(server, domain).live(steps, round).report();
            server.end();
            Stores.fast().write(handle -> handle.execute("DELETE FROM offline_messages"));
        }
    }
}
