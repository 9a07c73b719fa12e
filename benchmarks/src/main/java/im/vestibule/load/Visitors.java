package im.vestibule.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Clients that only look in, each again as soon as it is gone. On the loop. */
final class Visitors implements Watch {
    private static final Duration CHECK = Duration.ofMillis(250);
    /** A server that is not there is not asked for ever. */
    private static final long MOST_FAILED = 100_000;

    private static final Duration AFTER_FAILURE = Duration.ofMillis(1);

    private final Driver driver;
    private final Plan plan;
    private final List<Client> clients;
    private final Latency features = new Latency();
    private final Latency total = new Latency();
    private final CompletableFuture<Span> end = new CompletableFuture<>();
    private long done;
    private long failed;
    private boolean stopped;

    Visitors(Driver driver, Plan plan) {
        this.driver = driver;
        this.plan = plan;
        clients = IntStream.range(0, plan.concurrency())
                .mapToObj(index -> new Client(driver, plan, this, index, Client.Goal.GREETING))
                .toList();
    }

    Span run(Duration warmup, Duration measured) throws InterruptedException {
        driver.run(() -> clients.forEach(Client::begin));
        driver.every(CHECK, this::check);
        driver.after(warmup, () -> measure(measured));
        return driver.await(end);
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    Latency features() {
        return features;
    }

    Latency total() {
        return total;
    }

    private void measure(Duration measured) {
        features.reset();
        total.reset();
        done = 0;
        Moment from = Moment.take(plan.pid());
        driver.after(measured, () -> {
            stopped = true;
            clients.forEach(Client::end);
            end.complete(new Span(from, Moment.take(plan.pid())));
        });
    }

    private boolean check() {
        long latest = System.nanoTime() - plan.timeout().toNanos();
        for (Client client : clients) {
            if (client.isBusy() && client.since() - latest < 0) {
                client.lost(Fault.TIMEOUT, "not closed after " + plan.timeout());
            }
        }
        return !stopped;
    }

    @Override
    public void greeted(Client client) {
        features.add(driver.now - client.since());
    }

    @Override
    public void over(Client client) {
        done++;
        total.add(System.nanoTime() - client.since());
        driver.run(() -> again(client));
    }

    @Override
    public void lost(Client client, boolean wasReady) {
        failed++;
        if (failed < MOST_FAILED) {
            driver.after(AFTER_FAILURE, () -> again(client));
        }
    }

    private void again(Client client) {
        if (!stopped && !client.isOpen()) {
            client.begin();
        }
    }
}
