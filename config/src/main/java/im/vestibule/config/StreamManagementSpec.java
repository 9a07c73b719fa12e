package im.vestibule.config;

import java.time.Duration;

/**
 * The {@code modules.mod_stream_management} table (XEP-0198).
 *
 * @param backend see {@link SessionBackend}
 * @param buffer stanzas are kept until they are acknowledged
 * @param bufferMax how many of them
 * @param ack the server asks for acknowledgements
 * @param ackFreq after how many stanzas
 * @param resumeTimeout how long a session waits to be resumed
 * @param staleH what is remembered of sessions that are gone
 */
public record StreamManagementSpec(
        SessionBackend backend,
        boolean buffer,
        Limit bufferMax,
        boolean ack,
        int ackFreq,
        Duration resumeTimeout,
        StaleH staleH) {

    static StreamManagementSpec read(Section s) {
        return new StreamManagementSpec(
                s.value("backend", Type.oneOf(SessionBackend.class), SessionBackend.MNESIA),
                s.bool("buffer", true),
                s.value("buffer_max", NumberTypes.LIMIT, new Limit(100)),
                s.bool("ack", true),
                s.positive("ack_freq", 1),
                s.value("resume_timeout", NumberTypes.SECONDS, NumberTypes.seconds(600)),
                s.section("stale_h", StaleH::read));
    }

    /**
     * The last counter of a session that is gone, told to a client that comes back too late.
     *
     * @param enabled it is remembered at all
     * @param repeatAfter time between two clean-ups
     * @param geriatric age at which a counter is dropped
     */
    public record StaleH(boolean enabled, Duration repeatAfter, Duration geriatric) {
        static StaleH read(Section s) {
            return new StaleH(
                    s.bool("enabled", false),
                    s.value("repeat_after", NumberTypes.SECONDS, NumberTypes.seconds(1800)),
                    s.value("geriatric", NumberTypes.SECONDS, NumberTypes.seconds(3600)));
        }
    }
}
