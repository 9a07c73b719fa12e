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
    /** Netty takes memory for buffers by chunks and keeps them in stock for the next peak: two more are still the same. */
    private static final long CHUNKS = 16L * 1024 * 1024;

    /** Of the heap and of buffers together. */
    long memory() {
        return heap + buffers;
    }

    /** Whether this is at most a tenth above that, of buffers a tenth or two chunks. */
    boolean fits(Footprint before) {
        return fits(heap, before.heap)
                && (fits(memory(), before.memory()) || buffers <= before.buffers + CHUNKS)
                && fits(files, before.files)
                && fits(threads, before.threads);
    }

    private static boolean fits(long now, long before) {
        return now * 10 <= before * 11;
    }
}
