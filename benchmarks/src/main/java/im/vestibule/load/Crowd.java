package im.vestibule.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** All clients of one run: logs them in, so many at a time, and watches over them. */
final class Crowd implements Watch {
    private static final Duration CHECK = Duration.ofMillis(250);
    private static final Duration GOODBYE = Duration.ofSeconds(15);
    private static final int BATCH = 256;

    private final Driver driver;
    private final Plan plan;
    private final List<Client> clients;
    private final Latency latency = new Latency();
    private CompletableFuture<Boolean> arrival = new CompletableFuture<>();
    private final CompletableFuture<Boolean> departure = new CompletableFuture<>();
    private Talk talk = Talk.NONE;
    private int started;
    private int ready;
    private int failed;
    private int alive;
    private boolean leaving;

    Crowd(Driver driver, Plan plan) {
        this.driver = driver;
        this.plan = plan;
        clients = IntStream.range(0, plan.accounts().count())
                .mapToObj(index -> new Client(driver, plan, this, index, Client.Goal.SESSION))
                .toList();
    }

    List<Client> clients() {
        return clients;
    }

    Latency latency() {
        return latency;
    }

    int ready() {
        return ready;
    }

    int failed() {
        return failed;
    }

    int alive() {
        return alive;
    }

    /** Who hears messages from now on. */
    void listen(Talk listener) {
        talk = listener;
    }

    /** Logs everybody in, maybe again, and waits until each is ready or has failed. */
    void login() throws InterruptedException {
        driver.await(driver.call(this::begin));
    }

    private CompletableFuture<Boolean> begin() {
        started = 0;
        ready = 0;
        failed = 0;
        alive = 0;
        arrival = new CompletableFuture<>();
        driver.every(CHECK, this::check);
        fill();
        return arrival;
    }

    /** Ends all connections at once, without a word. */
    void cut() throws InterruptedException {
        driver.call(() -> {
            clients.forEach(Client::end);
            return true;
        });
    }

    /** Says goodbye to the server for everybody, and waits for its answers, at most fifteen seconds. */
    void leave() throws InterruptedException {
        driver.run(() -> leave(0));
        departure.completeOnTimeout(false, GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        driver.await(departure);
        cut();
    }

    private void fill() {
        while (started < clients.size() && started - ready - failed < plan.concurrency()) {
            clients.get(started++).begin();
        }
        if (ready + failed == clients.size()) {
            arrival.complete(true);
        }
    }

    /** Whether anybody is still to be checked. */
    private boolean check() {
        long latest = System.nanoTime() - plan.timeout().toNanos();
        for (int i = 0; i < started; i++) {
            Client client = clients.get(i);
            if (client.isBusy() && client.since() - latest < 0) {
                client.lost(Fault.TIMEOUT, "not logged in after " + plan.timeout());
            }
        }
        return !arrival.isDone();
    }

    /** In batches, so that answers are read meanwhile. */
    private void leave(int from) {
        leaving = true;
        int to = Math.min(from + BATCH, clients.size());
        clients.subList(from, to).forEach(Client::leave);
        if (to < clients.size()) {
            driver.run(() -> leave(to));
        }
        gone();
    }

    private void gone() {
        if (leaving && clients.stream().noneMatch(Client::isOpen)) {
            departure.complete(true);
        }
    }

    @Override
    public void ready(Client client) {
        ready++;
        alive++;
        latency.add(driver.now - client.since());
        driver.run(this::fill);
    }

    @Override
    public void lost(Client client, boolean wasReady) {
        if (wasReady) {
            alive--;
        } else {
            failed++;
            driver.run(this::fill);
        }
    }

    @Override
    public void over(Client client) {
        alive--;
        if (alive == 0) {
            gone();
        }
    }

    @Override
    public void message(Client client, byte[] bytes, int from, int to) {
        talk.message(client, bytes, from, to);
    }
}
