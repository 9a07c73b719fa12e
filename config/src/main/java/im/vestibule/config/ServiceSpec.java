package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One {@code [[listen.service]]} table: a door for components (XEP-0114).
 *
 * @param access rule that decides whose stanzas reach the components
 * @param password what every component must know
 * @param shaper name of a shaper, not of a rule; {@code shaper_rule} in the file
 * @param maxStanzaSize bytes of one top-level element
 * @param hibernateAfter silence after which buffers are given back; empty for {@code "infinity"}
 * @param checkFrom stanzas must come from the component's own domain
 * @param hiddenComponents not listed where hidden components are left out
 * @param conflictBehaviour who goes when two components claim one name
 * @param maxFsmQueue stanzas waiting for a component; empty for {@code general.max_fsm_queue}
 */
public record ServiceSpec(
        SocketSpec socket,
        String access,
        Secret password,
        String shaper,
        Limit maxStanzaSize,
        Optional<Duration> hibernateAfter,
        boolean checkFrom,
        boolean hiddenComponents,
        ConflictBehaviour conflictBehaviour,
        Optional<Integer> maxFsmQueue,
        LimitsSpec limits)
        implements ListenerSpec {

    public enum ConflictBehaviour {
        /** The newcomer. */
        DISCONNECT,
        KICK_OLD
    }

    static ServiceSpec read(Section s) {
        return new ServiceSpec(
                SocketSpec.readXmpp(s),
                s.value("access", Names.RULE_NAME, "all"),
                s.mandatory("password", Type.SECRET),
                readShaper(s),
                s.value("max_stanza_size", NumberTypes.BYTES, Limit.INFINITY),
                s.value("hibernate_after", NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY, Optional.of(Duration.ZERO)),
                s.bool("check_from", true),
                s.bool("hidden_components", false),
                s.value("conflict_behaviour", Type.oneOf(ConflictBehaviour.class), ConflictBehaviour.DISCONNECT),
                s.optional("max_fsm_queue", NumberTypes.POSITIVE),
                s.section("limits", LimitsSpec::read));
    }

    /** {@code shaper} is another spelling, for it is what the other listeners call it. */
    private static String readShaper(Section s) {
        String rule = s.value("shaper_rule", Names.SHAPER_NAME, "none");
        Optional<String> other = s.optional("shaper", Names.SHAPER_NAME);
        if (s.written("shaper") && s.written("shaper_rule")) {
            s.error("shaper", Fault.of("the same as shaper_rule").hint("keep one of them"));
        }
        return other.orElse(rule);
    }

    /** None: components have no TLS. */
    @Override
    public Optional<TlsSpec> tls() {
        return Optional.empty();
    }
}
