package im.vestibule.it;

/**
 * What a server takes up while nothing happens.
 *
 * @param heap bytes of it that are alive, once garbage is collected
 * @param buffers bytes outside of it that Netty's buffers are made of, in use or in stock
 * @param files descriptors that are open
 * @param threads of the system
 */
record Footprint(long heap, long buffers, long files, long threads) {
    /** Of the heap and of buffers together. */
    long memory() {
        return heap + buffers;
    }

    /** Whether this is at most a tenth above that. */
    boolean fits(Footprint before) {
        return fits(memory(), before.memory()) && fits(files, before.files) && fits(threads, before.threads);
    }

    private static boolean fits(long now, long before) {
        return now * 10 <= before * 11;
    }
}
