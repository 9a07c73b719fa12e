package im.vestibule.services.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainsTest {
    private static final Domain ONE = new Domain("one.test", "club", Status.ENABLED);
    private static final long PATIENCE_S = 30;

    private final MemoryDomainStore store = new MemoryDomainStore();
    private final Doors doors = new Doors();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Boolean> wakes = new SynchronousQueue<>();
    private final Erasures erasures = new Erasures(store, doors, () -> Instant.EPOCH, this::pause);
    private final Domains domains = new Domains(store, doors, erasures);

    /** Until a test wakes it. */
    private void pause(Duration time) throws InterruptedException {
        pauses.add(time);
        boolean _ = wakes.take();
    }

    @AfterEach
    void close() {
        erasures.close();
    }

    private static Change done(Domain domain) {
        return new Change.Done(domain);
    }

    private static Change refused(Refusal why) {
        return new Change.Refused(why);
    }

    @Test
    void servesADomainFromTheMomentItIsAdded() {
        assertThat(domains.insert("One.TEST", "club")).isEqualTo(done(ONE));

        assertThat(doors.served()).isEqualTo(Map.of("one.test", "club"));
        assertThat(domains.details("one.test")).isEqualTo(done(ONE));
        assertThat(domains.ofType("club")).contains(List.of("one.test"));
        assertThat(domains.ofType("guild")).contains(List.of());
        assertThat(domains.ofType("fixed.test")).isPresent();
        assertThat(domains.ofType("circle")).isEmpty();
    }

    @Test
    void addsNoneThatThereIsOrThatTheFileNames() {
        domains.insert("one.test", "club");

        assertThat(domains.insert("one.test", "guild")).isEqualTo(refused(Refusal.DUPLICATE));
        assertThat(domains.insert("fixed.test", "club")).isEqualTo(refused(Refusal.STATIC));
        assertThat(domains.insert("two.test", "circle")).isEqualTo(refused(Refusal.UNKNOWN_HOST_TYPE));
        assertThat(doors.served()).isEqualTo(Map.of("one.test", "club"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "@", "a/b", "user@one.test"})
    void takesNoNameThatIsNoDomains(String name) {
        assertThat(domains.insert(name, "club")).isEqualTo(refused(Refusal.INVALID_NAME));
    }

    @Test
    void servesADisabledDomainAgainOnceItIsEnabled() {
        domains.insert("one.test", "club");

        assertThat(domains.disable("one.test")).isEqualTo(done(ONE.is(Status.DISABLED)));
        assertThat(doors.served()).isEmpty();
        assertThat(domains.details("one.test")).isEqualTo(done(ONE.is(Status.DISABLED)));
        assertThat(domains.insert("one.test", "club")).isEqualTo(refused(Refusal.DUPLICATE));

        assertThat(domains.enable("one.test")).isEqualTo(done(ONE));
        assertThat(domains.enable("one.test")).as("twice").isEqualTo(done(ONE));
        assertThat(doors.served()).isEqualTo(Map.of("one.test", "club"));
    }

    @Test
    void changesOnlyWhatThereIs() {
        for (String name : List.of("one.test", "fixed.test")) {
            Change expected = refused(name.equals("fixed.test") ? Refusal.STATIC : Refusal.NOT_FOUND);
            assertThat(domains.enable(name)).isEqualTo(expected);
            assertThat(domains.disable(name)).isEqualTo(expected);
            assertThat(domains.details(name)).isEqualTo(expected);
            assertThat(domains.remove(name, "club")).isEqualTo(expected);
            assertThat(domains.requestRemove(name, "club")).isEqualTo(expected);
        }
    }

    @Test
    void enablesNoDomainOfATypeThatTheFileHasLost() {
        store.insert(new Domain("old.test", "circle", Status.DISABLED));

        assertThat(domains.enable("old.test")).isEqualTo(refused(Refusal.UNKNOWN_HOST_TYPE));
        assertThat(domains.details("old.test")).isInstanceOf(Change.Done.class);
    }

    @Test
    void removesADomainWithAllItHas() {
        domains.insert("one.test", "club");
        store.fill("one.test", 2 * Erasures.BATCH + 1);
        doors.keepElsewhere(Erasures.BATCH + 1, 0);

        assertThat(domains.remove("one.test", "guild")).isEqualTo(refused(Refusal.WRONG_HOST_TYPE));
        assertThat(domains.remove("one.test", "circle")).isEqualTo(refused(Refusal.UNKNOWN_HOST_TYPE));
        assertThat(domains.remove("one.test", "club")).isEqualTo(done(ONE.is(Status.DELETED)));

        assertThat(doors.served()).isEmpty();
        assertThat(doors.leftElsewhere()).isZero();
        assertThat(store.left("one.test")).isZero();
        assertThat(domains.details("one.test")).isEqualTo(refused(Refusal.NOT_FOUND));
        assertThat(domains.insert("one.test", "guild")).isInstanceOf(Change.Done.class);
    }

    @Test
    void takesADomainThatGoesSlowlyOutOfServiceAtOnce() throws InterruptedException {
        domains.insert("one.test", "club");
        store.fill("one.test", 1);
        doors.keepElsewhere(1, 2);

        assertThat(domains.requestRemove("one.test", "club")).isEqualTo(done(ONE.is(Status.DELETING)));

        assertThat(doors.served()).isEmpty();
        assertThat(pauses.poll(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(1));
        assertThat(domains.details("one.test")).isEqualTo(done(ONE.is(Status.DELETING)));
        assertThat(domains.enable("one.test")).isEqualTo(refused(Refusal.DELETED));
        assertThat(domains.disable("one.test")).isEqualTo(refused(Refusal.DELETED));
        assertThat(domains.insert("one.test", "club")).isEqualTo(refused(Refusal.DUPLICATE));
        assertThat(domains.remove("one.test", "club")).as("told at once").isEqualTo(refused(Refusal.UNAVAILABLE));
        wakes.put(true);
        assertThat(pauses.poll(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(2));
        assertThat(doors.leftElsewhere()).isEqualTo(1);
        wakes.put(true);
        assertThat(gone("one.test")).isTrue();
        assertThat(doors.leftElsewhere()).isZero();
        assertThat(store.left("one.test")).isZero();
    }

    /** Waits for whatever removes a domain. */
    private boolean gone(String name) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < end) {
            if (domains.details(name).equals(refused(Refusal.NOT_FOUND))) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void saysSoIfTheStoreCannotDoIt() {
        store.fail(1);
        assertThat(domains.insert("one.test", "club")).isEqualTo(refused(Refusal.UNAVAILABLE));
        assertThat(doors.served()).isEmpty();
        domains.insert("one.test", "club");
        store.fail(1);
        assertThat(domains.disable("one.test")).isEqualTo(refused(Refusal.UNAVAILABLE));

        assertThat(doors.served()).isEqualTo(Map.of("one.test", "club"));
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        store.insert(ONE);
        store.insert(new Domain("two.test", "guild", Status.DISABLED));
        store.insert(new Domain("three.test", "club", Status.DELETING));
        store.fill("three.test", 3 * Erasures.BATCH);

        domains.resume();

        assertThat(doors.served()).isEqualTo(Map.of("one.test", "club"));
        assertThat(gone("three.test")).isTrue();
        assertThat(store.left("three.test")).isZero();
        assertThat(domains.details("two.test")).isInstanceOf(Change.Done.class);
    }
}
