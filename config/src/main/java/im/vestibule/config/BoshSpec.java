package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code modules.mod_bosh} table (XEP-0124).
 *
 * @param backend see {@link SessionBackend}
 * @param inactivity time without a request after which a session ends; empty for {@code "infinity"}
 * @param maxWait longest time a request is held; empty for {@code "infinity"}
 * @param serverAcks answers acknowledge requests
 * @param maxPause longest pause a client may ask for
 */
public record BoshSpec(
        SessionBackend backend,
        Optional<Duration> inactivity,
        Optional<Duration> maxWait,
        boolean serverAcks,
        Duration maxPause) {

    static BoshSpec read(Section s) {
        return new BoshSpec(
                s.value("backend", Type.oneOf(SessionBackend.class), SessionBackend.MNESIA),
                s.value("inactivity", NumberTypes.SECONDS_OR_INFINITY, Optional.of(NumberTypes.seconds(30))),
                s.value("max_wait", NumberTypes.SECONDS_OR_INFINITY, Optional.empty()),
                s.bool("server_acks", false),
                s.value("max_pause", NumberTypes.SECONDS, NumberTypes.seconds(120)));
    }
}
