package im.vestibule.http;

import im.vestibule.model.StreamError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What an answer says besides the stanzas in it. */
sealed interface BoshReply {
    /**
     * Of an answer that the client seems to miss (XEP-0124 §9.2).
     *
     * @param rid of the request
     * @param age since it was given
     */
    record Report(long rid, Duration age) {}

    /**
     * To the request that has created the session.
     *
     * @param rid of that request
     */
    record Created(BoshTerms terms, long rid) implements BoshReply {}

    /**
     * To any other.
     *
     * @param ack the highest request that has come, as have all before
     */
    record Plain(OptionalLong ack, Optional<Report> report) implements BoshReply {
        static final Plain EMPTY = new Plain(OptionalLong.empty(), Optional.empty());
    }

    /**
     * The session is over.
     *
     * @param condition empty if the client has ended it
     * @param error goes with {@link BoshCondition#REMOTE_STREAM_ERROR}
     */
    record Terminate(Optional<BoshCondition> condition, Optional<StreamError> error) implements BoshReply {
        static final Terminate GRACEFUL = new Terminate(Optional.empty(), Optional.empty());

        static Terminate of(BoshCondition condition) {
            return new Terminate(Optional.of(condition), Optional.empty());
        }

        static Terminate of(StreamError error) {
            BoshCondition condition = BoshCondition.of(error);
            return new Terminate(
                    Optional.of(condition),
                    condition == BoshCondition.REMOTE_STREAM_ERROR ? Optional.of(error) : Optional.empty());
        }
    }

    /** The request was not taken up; it may come again, as may those before it (XEP-0124 §17.3). */
    record Again() implements BoshReply {}
}
