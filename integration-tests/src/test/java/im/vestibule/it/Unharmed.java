package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds every test of a class to what is true whatever a peer does: others are answered in time meanwhile, can log in at
 * the same door afterwards, nothing is left open, and the log keeps its {@link Discretion}.
 */
final class Unharmed implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** For 99 of 100 answers; a few milliseconds are usual. */
    private static final Duration IN_TIME = Duration.ofMillis(250);

    /** Doors where nobody can log in: some are for components. */
    private static final Set<String> CLOSED = Set.of("private", "mute", "component", "kicking", "tight_component");

    private static final Jid GUEST = Jid.of("guest@door.test/hall");

    private @Nullable Bystanders bystanders;
    private Bystanders.@Nullable Watch watch;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Site site = SharedSite.of(context);
        site.renew(GUEST.bare());
        bystanders = new Bystanders(site);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Log.Taken _ = Log.all().take();
        int _ = SharedSite.of(context).visits().size();
        watch = Objects.requireNonNull(bystanders).watch();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Site site = SharedSite.of(context);
        assertInTime(Objects.requireNonNull(watch).end());
        List<String> visits = site.visits();
        for (String door : new HashSet<>(visits)) {
            if (!CLOSED.contains(door)) {
                site.look(door, GUEST);
            }
        }
        int bystanding = Objects.requireNonNull(bystanders).count();
        await().untilAsserted(() ->
                assertThat(site.connections()).as("connections that are left").isEqualTo(bystanding));
        await().untilAsserted(() -> assertThat(site.house().sessions().all())
                .as("sessions that are left")
                .hasSize(Objects.requireNonNull(bystanders).sessions()));
        Discretion.assertKept(Log.all().take(), visits.size() + site.visits().size());
    }

    /** One answer may be late however few there are: a test can be shorter than a pause of the JVM. */
    private static void assertInTime(List<Duration> trips) {
        assertThat(trips)
                .filteredOn(trip -> trip.compareTo(IN_TIME) > 0)
                .as("late answers of %d", trips.size())
                .hasSizeLessThanOrEqualTo(1 + trips.size() / 100);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Objects.requireNonNull(bystanders).close();
        Site site = SharedSite.of(context);
        await().untilAsserted(() -> assertThat(site.house().sessions().all()).isEmpty());
    }
}
