package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
 * the same door afterwards, nothing is left open, what the server takes up is what it was, it has counted exactly what was done, and
 * the log keeps its {@link Discretion}.
 */
final class Unharmed implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** For 99 of 100 answers; a few milliseconds are usual. */
    private static final Duration IN_TIME = Duration.ofMillis(250);

    /** Doors where nobody can log in. */
    private static final Set<String> CLOSED = Set.of("private", "mute", "proxied_by_others");

    /** Where a newcomer may have to wait for a second. */
    private static final String SELDOM = "seldom";

    private static final Jid GUEST = Jid.of("guest@door.test/hall");

    private @Nullable Bystanders bystanders;
    private @Nullable Footprint usual;
    private Bystanders.@Nullable Watch watch;
    private @Nullable Counts counts;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Site site = HostileSite.of(context);
        site.renew(GUEST.bare());
        bystanders = new Bystanders(site);
        counts = settle(site);
        usual = site.fort().footprint(counts);
        if (HostileSite.isShared(context)) {
            Ledger.of(context).resident(site.fort().resident());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Site site = HostileSite.of(context);
        Log.Taken _ = Log.all().take();
        List<LogLine> _ = site.fort().news();
        List<String> _ = site.visits();
        List<String> _ = site.told();
        watch = Objects.requireNonNull(bystanders).watch();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Site site = HostileSite.of(context);
        List<Duration> trips = Objects.requireNonNull(watch).end();
        List<String> visits = new ArrayList<>(site.visits());
        int connections = visits.size();
        // A component's name is free once it is gone, not once it has hung up.
        Counts _ = settle(site);
        lookAgain(site, visits);
        visits.addAll(site.visits());
        Counts now = settle(site);
        List<LogLine> lines = site.fort().news();
        Reckoning reckoning = new Reckoning(site, Objects.requireNonNull(counts), now);
        counts = now;
        List<String> told = site.told();
        List<String> secrets = Log.all().take().secrets();
        Footprint before = Objects.requireNonNull(usual);
        Footprint after = calm(site, now, before);
        String name = name(context);
        Throwable harm = harm(context, () -> {
            assertInTime(trips);
            assertThat(after).as("back to what it was").matches(it -> it.fits(before), before.toString());
            reckoning.assertExact(visits, told);
            reckoning.assertOnly(Rows.of(name));
            Discretion.assertKept(lines, secrets, visits.size(), troubles(context));
        });
        Ledger.of(context)
                .add(new Finding(
                        name,
                        connections,
                        trips,
                        before,
                        after,
                        lines.size(),
                        reckoning.causes(),
                        harm == null ? "" : String.valueOf(harm.getMessage())));
        if (harm != null && context.getExecutionException().isEmpty()) {
            throw new AssertionError(name, harm);
        }
    }

    /** Somebody else comes to the same doors. */
    private static void lookAgain(Site site, List<String> visits) throws IOException {
        for (String door : new HashSet<>(visits)) {
            if (door.equals(SELDOM)) {
                await().ignoreException(AssertionError.class).untilAsserted(() -> site.look(door, GUEST));
            } else if (!CLOSED.contains(door)) {
                site.look(door, GUEST);
            }
            // Or the next would take its place.
            await().until(() -> !site.has(GUEST));
        }
    }

    private interface Check {
        void check();
    }

    /** What was wrong with the case, or else with what is true of all. */
    private static @Nullable Throwable harm(ExtensionContext context, Check check) {
        if (context.getExecutionException().isPresent()) {
            return context.getExecutionException().get();
        }
        try {
            check.check();
            return null;
        } catch (AssertionError harm) {
            return harm;
        }
    }

    /** What it takes up once that is no more than before, or at the end of patience. */
    private Footprint calm(Site site, Counts now, Footprint before) throws InterruptedException {
        Footprint after = site.fort().footprint(now);
        for (long end = System.nanoTime() + Patience.LONGEST.toNanos();
                !after.fits(before) && System.nanoTime() < end; ) {
            // Some of them are taken for gone if they are not heard of.
            List<Duration> _ = Objects.requireNonNull(bystanders).watch().end();
            after = site.fort().footprint(site.fort().counts());
        }
        return after;
    }

    /** Of the conversation, or else of the method. */
    private static String name(ExtensionContext context) {
        String method = context.getRequiredTestMethod().getName();
        return Rows.of(method).isPresent() ? method : context.getDisplayName();
    }

    private static Set<String> troubles(ExtensionContext context) {
        Tells tells = context.getRequiredTestMethod().getAnnotation(Tells.class);
        return tells == null ? Set.of() : Set.of(tells.value());
    }

    /** Waits until nobody is there but bystanders; returns what is counted then. */
    private Counts settle(Site site) {
        int here = Objects.requireNonNull(bystanders).count();
        int sessions = bystanders.sessions();
        await().untilAsserted(() ->
                assertThat(site.sessions()).as("sessions that are left").hasSize(sessions));
        Counts[] now = new Counts[1];
        await().untilAsserted(() -> {
            now[0] = site.fort().counts();
            assertThat(site.fort().connections(now[0]))
                    .as("connections that are left")
                    .isEqualTo(here);
        });
        return now[0];
    }

    /** One answer may be late however few there are: a test can be shorter than a pause of the JVM. */
    static void assertInTime(List<Duration> trips) {
        assertThat(trips)
                .filteredOn(trip -> trip.compareTo(IN_TIME) > 0)
                .as("late answers of %d", trips.size())
                .hasSizeLessThanOrEqualTo(1 + trips.size() / 100);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Objects.requireNonNull(bystanders).close();
        Site site = HostileSite.of(context);
        if (HostileSite.isShared(context)) {
            Ledger.of(context).resident(site.fort().resident());
        }
        await().untilAsserted(() -> assertThat(site.sessions()).isEmpty());
    }
}
