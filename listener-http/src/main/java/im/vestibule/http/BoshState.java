package im.vestibule.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a session stands. Times are those of {@link System#nanoTime}. */
sealed interface BoshState {
    /**
     * A request that is taken up and not answered.
     *
     * @param request empty if nobody waits for the answer; it may be asked for again
     * @param until time to be answered
     */
    record Open(long rid, String key, long until, Optional<BoshRequest> request) {
        boolean isAwaited() {
            return request.isPresent();
        }
    }

    /**
     * A request whose turn has not come.
     *
     * @param until time by which its turn should come
     */
    record Early(BoshRequest request, long until) {
        long rid() {
            return request.tag().rid();
        }
    }

    /**
     * A request whose answer is kept.
     *
     * @param at time of the answer
     * @param repeats how often it was given again
     */
    record Answered(long rid, String key, long at, int repeats) {}

    /**
     * The session is open.
     *
     * @param started whether its creation is answered
     * @param done the highest request taken up, as are all before
     * @param feeding the request that the stream is being fed with
     * @param output whether the stream has said something that is not sent
     * @param open by number
     * @param early by number
     * @param answered by number
     * @param key what the next request's must be hashed to; empty for none
     * @param polled when the last request came, if it was empty and so was its answer
     * @param missed the number and the time of an answer that the client seems to miss
     * @param quiet since when no request has waited
     * @param pause how long it may be quiet until then, in nanoseconds, instead of the usual time
     */
    record Live(
            BoshTerms terms,
            boolean started,
            long done,
            Optional<BoshRequest> feeding,
            boolean output,
            List<Open> open,
            List<Early> early,
            List<Answered> answered,
            String key,
            OptionalLong polled,
            Optional<Answered> missed,
            long quiet,
            OptionalLong pause)
            implements BoshState {
        /** Where a session begins, before its first request is taken up. */
        static Live of(BoshTerms terms, long rid, long now) {
            return new Live(
                    terms,
                    false,
                    rid - 1,
                    Optional.empty(),
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    OptionalLong.empty(),
                    Optional.empty(),
                    now,
                    OptionalLong.empty());
        }

        boolean isQuiet() {
            return early.isEmpty() && open.stream().noneMatch(Open::isAwaited);
        }

        @Override
        public OptionalLong deadline() {
            OptionalLong first = OptionalLong.empty();
            for (Open each : open) {
                first = each.isAwaited() ? earlier(first, each.until()) : first;
            }
            for (Early each : early) {
                first = earlier(first, each.until());
            }
            return isQuiet() ? end() : first;
        }

        private static OptionalLong earlier(OptionalLong one, long other) {
            return one.isEmpty() || other - one.getAsLong() < 0 ? OptionalLong.of(other) : one;
        }

        /** When it ends if it stays quiet. */
        OptionalLong end() {
            if (terms.inactivity().isEmpty()) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(quiet + pause.orElse(terms.inactivity().get().toNanos()));
        }
    }

    /**
     * The stream is over; the client has yet to be told.
     *
     * @param until time to forget about it
     */
    record Parting(BoshReply.Terminate last, long until) implements BoshState {
        @Override
        public OptionalLong deadline() {
            return OptionalLong.of(until);
        }
    }

    /** Nothing is left. */
    record Gone() implements BoshState {
        @Override
        public OptionalLong deadline() {
            return OptionalLong.empty();
        }
    }

    /** When {@link BoshEvent.Due} is to come; empty for never. */
    OptionalLong deadline();
}
