package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code [[listen.c2s]]} table.
 *
 * @param access rule that decides who may open a session
 * @param shaper access rule that yields a shaper name
 * @param maxStanzaSize bytes of one top-level element
 * @param hibernateAfter silence after which buffers are given back; empty for {@code "infinity"}
 * @param stateTimeout {@code c2s_state_timeout}: wait for the next step of negotiation; empty for {@code "infinity"}
 * @param allowedAuthMethods empty for every enabled method
 */
public record C2sSpec(
        SocketSpec socket,
        String access,
        String shaper,
        Limit maxStanzaSize,
        Optional<Duration> hibernateAfter,
        Optional<Duration> stateTimeout,
        boolean backwardsCompatibleSession,
        Optional<Set<AuthMethod>> allowedAuthMethods,
        Optional<TlsSpec> tls,
        LimitsSpec limits) {}
