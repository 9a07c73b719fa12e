package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One {@code [[listen.s2s]]} table.
 *
 * @param shaper access rule that yields a shaper name
 * @param maxStanzaSize bytes of one top-level element
 * @param hibernateAfter silence after which buffers are given back; empty for {@code "infinity"}
 * @param tls what STARTTLS would use, always present; whether it is offered is said by {@code s2s.use_starttls}
 */
public record S2sListenSpec(
        SocketSpec socket,
        String shaper,
        Limit maxStanzaSize,
        Optional<Duration> hibernateAfter,
        Optional<TlsSpec> tls,
        LimitsSpec limits)
        implements ListenerSpec {

    static S2sListenSpec read(Section s) {
        return new S2sListenSpec(
                SocketSpec.readXmpp(s),
                s.value("shaper", Names.SHAPER_RULE_NAME, "none"),
                s.value("max_stanza_size", NumberTypes.BYTES, Limit.INFINITY),
                s.value("hibernate_after", NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY, Optional.of(Duration.ZERO)),
                Optional.of(s.section("tls", TlsSpec::readS2s)),
                s.section("limits", LimitsSpec::read));
    }

    /** What STARTTLS uses; empty if no table {@code s2s} wants any. */
    public Optional<TlsSpec> startTls(Config config) {
        return config.wantsTlsBetweenServers()
                ? tls.map(own -> config.s2s().certfile().map(own::withCertfile).orElse(own))
                : Optional.empty();
    }
}
