package im.vestibule.load;

/**
 * The messages from one client to its partner, by sequence numbers from 1: when each was sent, or ought to have been,
 * until it is received.
 */
final class Lane {
    private final long[] stamps;
    private int sent;
    private int highest;
    private long received;

    /** What a message that has arrived is. */
    enum Arrival {
        IN_ORDER,
        LATE,
        /** For the second time, or never sent. */
        DUPLICATE
    }

    /** @param size messages that may be under way, a power of two */
    Lane(int size) {
        stamps = new long[size];
    }

    /**
     * Notes a message.
     *
     * @param stamp by {@link System#nanoTime}
     * @return its number, or 0 if so many are under way that it must not be sent
     */
    int send(long stamp) {
        int slot = sent + 1 & stamps.length - 1;
        if (stamps[slot] != 0) {
            return 0;
        }
        stamps[slot] = stamp == 0 ? 1 : stamp;
        return ++sent;
    }

    /** When this one was sent; 0 if it is not under way. */
    long stamp(int number) {
        return number < 1 || number > sent || sent - number >= stamps.length ? 0 : stamps[number & stamps.length - 1];
    }

    /** Takes one off the list. */
    Arrival receive(int number) {
        if (stamp(number) == 0) {
            return Arrival.DUPLICATE;
        }
        stamps[number & stamps.length - 1] = 0;
        received++;
        if (number < highest) {
            return Arrival.LATE;
        }
        highest = number;
        return Arrival.IN_ORDER;
    }

    /** Messages since the last call. */
    long takeReceived() {
        long taken = received;
        received = 0;
        return taken;
    }
}
