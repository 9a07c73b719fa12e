package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Ours: the {@code limits} table of a listener.
 *
 * @param connectionsPerAddress open connections of one IPv4 address or IPv6 /64
 * @param connectionRatePerAddress new connections per second of one IPv4 address or IPv6 /64
 * @param connectionRate new connections per second
 * @param preAuthBytes bytes of one top-level element before authentication
 * @param preAuthElements elements inside one top-level element before authentication
 * @param preAuthTime from accept to authentication; empty for {@code "infinity"}
 * @param depth nesting of elements inside one top-level element
 */
public record LimitsSpec(
        Limit connectionsPerAddress,
        Limit connectionRatePerAddress,
        Limit connectionRate,
        int preAuthBytes,
        int preAuthElements,
        Optional<Duration> preAuthTime,
        Limit depth) {}
