package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.host.Inline;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.sasl.FastOffer;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one listener asks of its streams and offers them.
 *
 * @param defaultDomain {@code general.default_server_domain}: speaks for us while the host is unknown
 * @param language {@code general.language}
 * @param methods {@code allowed_auth_methods}
 * @param session whether to offer the session of RFC 3921: {@code backwards_compatible_session}
 * @param counts whether stanzas can be counted, and sessions resumed
 * @param before limits until authentication
 * @param after limits from then on
 */
record C2sPolicy(
        String defaultDomain,
        String language,
        Hosts hosts,
        Accounts accounts,
        StartTls startTls,
        Set<AuthMethod> methods,
        boolean session,
        boolean counts,
        FrameLimits before,
        FrameLimits after) {
    /** Whether a stream can be secured after its header. */
    enum StartTls {
        NONE,
        OFFERED,
        REQUIRED
    }

    /** The same for streams that end with what carries them, and have their own way of asking again. */
    C2sPolicy uncounted() {
        return new C2sPolicy(
                defaultDomain, language, hosts, accounts, startTls, methods, session, false, before, after);
    }

    /** Whether stanzas of a host's sessions can be counted (XEP-0198). */
    boolean manages(String host) {
        Host served = counts ? hosts.find(host) : null;
        return served != null && served.management().isPresent();
    }

    /** Mechanisms that can be used for a host right now. */
    Offer offer(String host, Layer layer) {
        Host served = hosts.find(host);
        return Offer.of(served == null ? List.of() : served.mechanisms(), accounts, host, methods, layer);
    }

    /** What SASL2 can do for a host along with authentication; empty if it is off. */
    Optional<InlineOffer> inline(String host, Layer layer) {
        Host served = hosts.find(host);
        return served == null
                ? Optional.empty()
                : served.inline()
                        .map(inline -> new InlineOffer(
                                inline.bind(),
                                manages(host),
                                inline.bind() ? features(host, served.care()) : List.of(),
                                inline.tokens().map(tokens -> new FastOffer(tokens, host, layer.channel())),
                                accounts.upgrades(host, methods)));
    }

    /** What a session can begin with. */
    private List<String> features(String host, Care care) {
        List<String> features = new ArrayList<>();
        if (manages(host)) {
            features.add(Ns.STREAM_MANAGEMENT);
        }
        if (care.carbons()) {
            features.add(Ns.CARBONS);
        }
        if (care.csi().isPresent()) {
            features.add(Ns.CSI);
        }
        return features;
    }

    /** What is done for the sessions of a host. */
    Care care(String host) {
        Host served = hosts.find(host);
        return served == null ? Care.NONE : served.care();
    }

    /**
     * Gives a client a token, if its host gives any; may wait.
     *
     * @param mechanism that it is for; empty for a new one only if the last is near its end
     */
    Optional<FastToken> issue(Jid account, UUID agent, Optional<FastMechanism> mechanism) {
        return Optional.ofNullable(hosts.find(account.domain()))
                .flatMap(Host::inline)
                .flatMap(Inline::tokens)
                .flatMap(tokens -> mechanism
                        .map(wanted -> tokens.issue(account, agent, wanted))
                        .orElseGet(() -> tokens.renew(account, agent)));
    }

    /** Whether accounts may be made before authentication (XEP-0077). */
    boolean registers(String host) {
        Host served = hosts.find(host);
        return served != null && served.registration().isPresent();
    }

    /** Whether there are rosters, and so subscriptions that can be approved before they are asked for (RFC 6121 §3.4). */
    boolean rosters(String host) {
        Host served = hosts.find(host);
        return served != null && served.rosters().isPresent();
    }

    /** Whether rosters have versions (RFC 6121 §2.6). */
    boolean rosterVersions(String host) {
        Host served = hosts.find(host);
        return served != null && served.rosters().map(Rosters::versioning).orElse(false);
    }
}
