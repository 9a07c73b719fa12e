package im.vestibule.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clients that talk to each other by twos: sends numbered messages, and checks that each arrives once and in order. On
 * the loop.
 */
final class Pairs implements Talk {
    private static final byte[] ERROR = Bytes.of("type='error'");
    private static final byte[] ERROR_TOO = Bytes.of("type=\"error\"");
    private static final byte[] ID = Bytes.of(" id=");
    private static final int MARK = 'x';

    private final Driver driver;
    private final List<Client> clients;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<byte[]> heads = new ArrayList<>();
    private final byte[] tail;
    private final boolean answering;
    private final Latency latency = new Latency();
    private boolean running = true;
    private boolean measuring;
    private long sent;
    private long received;
    private long measured;
    private long duplicated;
    private long reordered;
    private long unknown;
    private long overruns;

    /**
     * @param clients an even number
     * @param body bytes of each message's body
     * @param underway messages that each may have under way, a power of two
     * @param answering whether each message is answered by one at once
     */
    Pairs(Driver driver, List<Client> clients, int body, int underway, boolean answering) {
        this.driver = driver;
        this.clients = clients;
        this.answering = answering;
        for (int i = 0; i < clients.size(); i++) {
            lanes.add(new Lane(underway));
            Client partner = clients.get(i ^ 1);
            heads.add(Bytes.of("<message type='chat' to='" + partner.jid() + "' id='" + (char) MARK + i + "-"));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < body; i++) {
            text.append((char) ('a' + i % 26));
        }
        String namespace = clients.isEmpty() || !clients.getFirst().isReady()
                ? ""
                : clients.getFirst().namespace();
        tail = Bytes.of("'" + namespace + "><body>" + text + "</body></message>");
    }

    /** Whether this one and its partner are both there. */
    boolean together(int index) {
        return clients.get(index).isReady() && clients.get(index ^ 1).isReady();
    }

    /**
     * Has a client write its next message; it is not flushed.
     *
     * @param stamp what its latency is to count from
     */
    void send(int index, long stamp) {
        if (!together(index)) {
            return;
        }
        int number = lanes.get(index).send(stamp);
        if (number == 0) {
            overruns++;
            return;
        }
        sent++;
        byte[] out = driver.outbox;
        int at = Bytes.put(out, 0, heads.get(index));
        at = Bytes.put(out, at, number);
        at = Bytes.put(out, at, tail);
        clients.get(index).send(out, 0, at);
    }

    @Override
    public void message(Client client, byte[] bytes, int from, int to) {
        int tag = Bytes.find(bytes, from, to, '>');
        int at = Bytes.find(bytes, from, tag, ID) + ID.length + 1;
        if (Bytes.find(bytes, from, tag, ERROR) >= 0 || Bytes.find(bytes, from, tag, ERROR_TOO) >= 0) {
            driver.faults.add(Fault.MESSAGE_ERROR, Bytes.text(bytes, from, to));
            return;
        }
        if (at <= ID.length || bytes[at] != MARK) {
            unknown++;
            return;
        }
        int sender = 0;
        for (at++; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            sender = sender * 10 + bytes[at] - '0';
        }
        int number = 0;
        for (at++; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        if (sender < 0 || sender >= lanes.size() || (sender ^ 1) != client.index()) {
            unknown++;
            return;
        }
        receive(client, lanes.get(sender), number);
    }

    private void receive(Client client, Lane lane, int number) {
        long stamp = lane.stamp(number);
        switch (lane.receive(number)) {
            case DUPLICATE -> {
                duplicated++;
                return;
            }
            case LATE -> reordered++;
            case IN_ORDER -> {}
        }
        received++;
        if (measuring) {
            measured++;
            latency.add(driver.now - stamp);
        }
        if (running && answering) {
            send(client.index(), driver.now);
        }
    }

    /** From now on, messages that arrive are counted. */
    void measure() {
        measuring = true;
        measured = 0;
        latency.reset();
        lanes.forEach(Lane::takeReceived);
    }

    /** Counts no more; what is under way may still arrive. */
    void rest() {
        measuring = false;
    }

    /** Answers no more. */
    void stop() {
        running = false;
    }

    Latency latency() {
        return latency;
    }

    long sent() {
        return sent;
    }

    /** Messages that were counted. */
    long measured() {
        return measured;
    }

    /** All that have arrived, those of the warm-up and stragglers, too. */
    long exchanged() {
        return received;
    }

    long overruns() {
        return overruns;
    }

    long underway() {
        return sent - received;
    }

    boolean isFlawless() {
        return underway() == 0 && duplicated == 0 && reordered == 0;
    }

    void tell(Map<String, Object> figures) {
        long stalled = 0;
        for (int i = 0; i + 1 < lanes.size(); i += 2) {
            if (lanes.get(i).takeReceived() + lanes.get(i + 1).takeReceived() == 0) {
                stalled++;
            }
        }
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("lost", underway());
        own.put("duplicated", duplicated);
        own.put("reordered", reordered);
        own.put("unknown", unknown);
        own.put("stalled_pairs", stalled);
        figures.putAll(own);
    }
}
