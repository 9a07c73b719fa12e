package im.vestibule.http;

import im.vestibule.config.BoshSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session was created with (XEP-0124 §7).
 *
 * @param hold requests that may wait for something to be said; 0 if the client polls
 * @param patience longest time that a request may wait
 * @param inactivity time without a request after which the session ends; empty for ever
 * @param maxPause longest pause that the client may ask for
 * @param serverAcks whether our answers acknowledge requests
 * @param clientAcks whether its requests acknowledge answers
 * @param version spoken by both; empty if the client named none, and so knows errors of HTTP only
 */
record BoshTerms(
        int hold,
        Duration patience,
        Optional<Duration> inactivity,
        Duration maxPause,
        boolean serverAcks,
        boolean clientAcks,
        Optional<String> version) {
    /** Shortest time between two requests of a client that polls. */
    static final Duration POLLING = Duration.ofSeconds(2);

    /** What we speak. */
    private static final int MAJOR = 1;

    private static final int MINOR = 11;

    /** Seconds without the client's {@code wait}. */
    private static final long WAIT = 60;

    /** Seconds, whatever the client and {@code max_wait} say. */
    private static final long LONGEST_WAIT = 3_600;

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    /** Empty if the client asks for what cannot be understood. */
    static Optional<BoshTerms> of(BoshTag tag, BoshSpec spec) {
        Optional<String> asked = tag.attribute("ver");
        Optional<String> version = asked.flatMap(BoshTerms::version);
        if (asked.isPresent() && version.isEmpty()) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(Math.min(tag.number("wait").orElse(WAIT), LONGEST_WAIT));
        Duration most = spec.maxWait().filter(max -> max.compareTo(wait) < 0).orElse(wait);
        int hold = wait.isZero() ? 0 : (int) Math.min(tag.number("hold").orElse(1), 1);
        return Optional.of(new BoshTerms(
                hold,
                most,
                // XEP-0124 §12: who polls is silent for longer.
                hold > 0 ? spec.inactivity() : spec.inactivity().map(time -> time.plus(POLLING.multipliedBy(2))),
                spec.maxPause(),
                spec.serverAcks(),
                tag.ack().isPresent(),
                version));
    }

    /** The lower of the two. */
    private static Optional<String> version(String asked) {
        Matcher matcher = VERSION.matcher(asked);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        boolean lower = major < MAJOR || (major == MAJOR && minor < MINOR);
        return Optional.of(lower ? asked : MAJOR + "." + MINOR);
    }

    /** Requests at a time. */
    int requests() {
        return hold + 1;
    }

    /** Whether the client asks again and again, and no request waits. */
    boolean polls() {
        return hold == 0;
    }
}
