package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Ours: the {@code limits} table of a listener.
 *
 * @param connectionsPerAddress open connections of one IPv4 address or IPv6 /64
 * @param connectionRatePerAddress new connections per second of one IPv4 address or IPv6 /64
 * @param connectionRate new connections per second
 * @param failedLoginsPerAddress failed logins of one IPv4 address or IPv6 /64 before answers to it are delayed; empty for as many
 *     as whoever counts them thinks right
 * @param failedLoginsPerAccount failed logins at one account before answers about it are delayed
 * @param preAuthBytes bytes of one top-level element before authentication; {@link Integer#MAX_VALUE} for
 *     {@code "infinity"}
 * @param preAuthElements elements inside one top-level element before authentication; {@link Integer#MAX_VALUE} for
 *     {@code "infinity"}
 * @param preAuthTime from accept to authentication; empty for {@code "infinity"}
 * @param depth nesting of elements inside one top-level element
 */
public record LimitsSpec(
        Limit connectionsPerAddress,
        Limit connectionRatePerAddress,
        Limit connectionRate,
        Optional<Limit> failedLoginsPerAddress,
        Limit failedLoginsPerAccount,
        int preAuthBytes,
        int preAuthElements,
        Optional<Duration> preAuthTime,
        Limit depth) {

    static LimitsSpec read(Section s) {
        return new LimitsSpec(
                s.value("connections_per_address", NumberTypes.LIMIT, Limit.INFINITY),
                s.value("connection_rate_per_address", NumberTypes.LIMIT, Limit.INFINITY),
                s.value("connection_rate", NumberTypes.LIMIT, Limit.INFINITY),
                s.optional("failed_logins_per_address", NumberTypes.LIMIT),
                s.value("failed_logins_per_account", NumberTypes.LIMIT, Limit.INFINITY),
                s.value("pre_auth_bytes", NumberTypes.INT_LIMIT, 8192),
                s.value("pre_auth_elements", NumberTypes.INT_LIMIT, 32),
                s.value("pre_auth_time", NumberTypes.MILLIS_OR_INFINITY, Optional.empty()),
                s.value("depth", NumberTypes.LIMIT, Limit.INFINITY));
    }
}
