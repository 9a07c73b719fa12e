package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code [[listen.c2s]]} table.
 *
 * @param access rule that decides who may open a session, or resume one
 * @param shaper access rule that yields a shaper name
 * @param maxStanzaSize bytes of one top-level element
 * @param hibernateAfter silence after which buffers are given back; empty for {@code "infinity"}
 * @param stateTimeout {@code c2s_state_timeout}: wait for the next step of negotiation; empty for {@code "infinity"}
 * @param backwardsCompatibleSession the session of RFC 3921 is offered
 * @param allowedAuthMethods empty for every enabled method
 * @param tls empty for none at all
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
        LimitsSpec limits)
        implements ListenerSpec {

    static C2sSpec read(Section s) {
        return new C2sSpec(
                SocketSpec.readC2s(s),
                s.value("access", Names.RULE_NAME, "all"),
                s.value("shaper", Names.SHAPER_RULE_NAME, "none"),
                s.value("max_stanza_size", NumberTypes.BYTES, Limit.INFINITY),
                s.value("hibernate_after", NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY, Optional.of(Duration.ZERO)),
                s.value(
                        "c2s_state_timeout",
                        NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY,
                        Optional.of(NumberTypes.millis(5000))),
                s.bool("backwards_compatible_session", true),
                s.optional("allowed_auth_methods", Type.oneOf(AuthMethod.class).uniqueSet()),
                s.table("tls", TlsSpec::readC2s),
                s.section("limits", LimitsSpec::read));
    }
}
