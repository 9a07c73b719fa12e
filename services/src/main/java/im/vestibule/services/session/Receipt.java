package im.vestibule.services.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Goes along with one stanza, and tells its sender's stream once the stanza is safe, so that it may be acknowledged (XEP-0198 §4): whoever takes the stanza
 * takes the receipt with it. Any thread may call; no call waits.
 */
public interface Receipt {
    /** Of a stanza whose sender does not ask. */
    Receipt NONE = new Receipt() {
        @Override
        public void settle() {}

        @Override
        public boolean abandon() {
            return true;
        }
    };

    /** Of a copy for a session that waits to be resumed while others of its account are there: whatever becomes of it, they have the stanza. */
    Receipt COPY = new Receipt() {
        @Override
        public void settle() {}

        @Override
        public boolean abandon() {
            return false;
        }
    };

    /** Who has a stanza that is not safe yet. */
    @FunctionalInterface
    interface Keeper {
        /** Is to make it safe sooner if that can be done. From any thread. */
        void hurry();
    }

    /** The stanza is safe, or its sender was told what became of it. */
    void settle();

    /** The stanza is in the store: safe, but delivered to nobody yet. */
    default void kept() {
        settle();
    }

    /**
     * Whoever has the stanza will not deliver it any more.
     *
     * @return whether another way has to be found for it, and the receipt settled then: false if it is safe already, or somebody else has it, too
     */
    boolean abandon();

    /** The stanza is with somebody who has to wait until it is safe. */
    default void with(Keeper keeper) {}

    /** For a stanza that goes to several: safe with one of them it is safe. */
    default Receipt among(int copies) {
        return new Copies(this, copies);
    }

    /** One for all copies of a stanza. */
    final class Copies implements Receipt {
        private final Receipt whole;
        private final AtomicInteger left;
        private volatile boolean settled;

        private Copies(Receipt whole, int copies) {
            this.whole = whole;
            left = new AtomicInteger(copies);
        }

        @Override
        public void settle() {
            settled = true;
            whole.settle();
        }

        @Override
        public void kept() {
            whole.kept();
        }

        @Override
        public boolean abandon() {
            return left.decrementAndGet() == 0 && !settled && whole.abandon();
        }

        @Override
        public void with(Keeper keeper) {
            whole.with(keeper);
        }
    }
}
