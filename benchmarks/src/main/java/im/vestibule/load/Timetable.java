package im.vestibule.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Sends each message when it is due, to pairs in an order that is shuffled once. On the loop. */
final class Timetable {
    private static final double SECOND_NS = 1e9;
    private static final double MS = 1e6;
    /** So many at a time, when late; what has arrived is read between. */
    private static final int BURST = 2000;

    private final Driver driver;
    private final List<Client> clients;
    private final Pairs pairs;
    private final double gap;
    private final List<Integer> order = new ArrayList<>();
    private long origin;
    private long next;
    private long worst;
    private boolean stopped;

    Timetable(Driver driver, List<Client> clients, Pairs pairs, double rate) {
        this.driver = driver;
        this.clients = clients;
        this.pairs = pairs;
        gap = SECOND_NS / rate;
    }

    void start() {
        for (Client client : clients) {
            if (pairs.together(client.index())) {
                order.add(client.index());
            }
        }
        Collections.shuffle(order, new Random(driver.random.nextLong()));
        origin = System.nanoTime();
        if (!order.isEmpty()) {
            tick();
        }
    }

    void stop() {
        stopped = true;
    }

    /** How late this side was at worst, in milliseconds. */
    double worstLag() {
        return worst / MS;
    }

    private long due() {
        return origin + (long) (next * gap);
    }

    private void tick() {
        if (stopped) {
            return;
        }
        int first = (int) (next % order.size());
        int count = 0;
        long now = System.nanoTime();
        for (long due = due(); due - now <= 0 && count < BURST; due = due()) {
            worst = Math.max(worst, now - due);
            pairs.send(order.get((int) (next % order.size())), due);
            next++;
            count++;
        }
        for (int i = 0; i < Math.min(count, order.size()); i++) {
            clients.get(order.get((first + i) % order.size())).flush();
        }
        long wait = due() - System.nanoTime();
        if (wait <= 0) {
            driver.run(this::tick);
        } else {
            driver.after(Duration.ofNanos(wait), this::tick);
        }
    }
}
