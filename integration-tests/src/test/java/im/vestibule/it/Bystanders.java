package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sessions that mind their own business, one at every kind of door: they ping the server, one after the other. */
final class Bystanders implements AutoCloseable {
    private static final List<String> DOORS =
            List.of("clear", "starttls_fast", "starttls_just", "tls_fast", "tls_just");
    private static final List<String> WEB_DOORS = List.of("web", "web_tls");
    private static final long PAUSE_MS = 10;

    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
    private final List<Talker> talkers = new ArrayList<>();
    // Those below are the pulse's own.
    private final List<Duration> trips = new ArrayList<>();
    private int turn;

    Bystanders(Site site) throws IOException {
        for (String door : DOORS) {
            talkers.add(site.connect(door).login(account(site, door)));
        }
        for (String door : WEB_DOORS) {
            SocketWire wire = site.socket(door);
            talkers.add(wire);
            Jid _ = wire.login(account(site, door + "-by-socket"));
            BoshClient bosh = site.bosh(door);
            talkers.add(bosh);
            String name = door + "-by-bosh";
            BoshClient _ = bosh.login(account(site, name).withResource("web").orElseThrow());
        }
        talkers.add(site.connect("component").join("bystander.test"));
    }

    private static Jid account(Site site, String door) {
        Jid account = Jid.of("bystander-at-" + door + "@door.test");
        site.renew(account);
        return account;
    }

    /** Connections; whoever goes by BOSH does everything over one. */
    int count() {
        return talkers.size();
    }

    /** A component has none. */
    int sessions() {
        return talkers.size() - 1;
    }

    /** What each hears until it is sent away. */
    List<Future<String>> last(ExecutorService ears) {
        return Talker.last(talkers, ears);
    }

    /** Begins to ping. */
    Watch watch() {
        return new Watch(pulse.scheduleWithFixedDelay(this::ping, 0, PAUSE_MS, TimeUnit.MILLISECONDS));
    }

    private void ping() {
        long start = System.nanoTime();
        try {
            String heard = talkers.get(turn++ % talkers.size()).unread();
            if (!heard.isEmpty()) {
                throw new AssertionError("a bystander heard " + heard);
            }
        } catch (IOException failure) {
            throw new AssertionError("a bystander was cut off", failure);
        }
        trips.add(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Pings going on. */
    final class Watch {
        private final ScheduledFuture<?> pings;

        private Watch(ScheduledFuture<?> pings) {
            this.pings = pings;
        }

        /**
         * Stops pinging; returns how long every answer took since the beginning, at least one for every door.
         *
         * @throws AssertionError if one was not answered
         */
        List<Duration> end() throws InterruptedException {
            if (pings.isDone()) {
                throw new AssertionError("a bystander came to harm", pings.exceptionNow());
            }
            pings.cancel(false);
            try {
                return pulse.submit(this::trips).get();
            } catch (ExecutionException harm) {
                throw new AssertionError("a bystander came to harm", harm.getCause());
            }
        }

        private List<Duration> trips() {
            for (int i = 0; i < talkers.size(); i++) {
                ping();
            }
            List<Duration> taken = List.copyOf(trips);
            trips.clear();
            return taken;
        }
    }

    @Override
    public void close() throws IOException {
        pulse.close();
        for (Talker talker : talkers) {
            talker.close();
        }
    }
}
