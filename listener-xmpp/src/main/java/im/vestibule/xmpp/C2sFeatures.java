package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.sasl.FastOffer;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.sasl.Offer;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.List;

/** What is offered at each step (RFC 6120 §4.3.2, order by XEP-0170): only what can be used now. */
final class C2sFeatures {
    private C2sFeatures() {}

    /** Until authentication. */
    static XmlElement before(C2sPolicy policy, Talk talk) {
        XmlElement.Builder features = XmlElement.builder("features", Ns.STREAMS);
        boolean clear = !talk.link().secure();
        if (clear && policy.startTls() == StartTls.REQUIRED) {
            XmlElement required = XmlElement.builder("starttls", Ns.TLS)
                    .child(XmlElement.of("required", Ns.TLS))
                    .build();
            return features.child(required).build();
        }
        if (clear && policy.startTls() == StartTls.OFFERED) {
            features.child(XmlElement.of("starttls", Ns.TLS));
        }
        mechanisms(talk, features);
        if (policy.registers(talk.host())) {
            features.child(XmlElement.of("register", Ns.REGISTER_FEATURE));
        }
        limits(policy.before().bytes(), features);
        return features.build();
    }

    private static void mechanisms(Talk talk, XmlElement.Builder features) {
        Offer offer = talk.offer();
        if (offer.mechanisms().isEmpty()) {
            return;
        }
        features.child(mechanisms("mechanisms", Ns.SASL, offer).build());
        if (talk.link().secure()) {
            talk.inline().ifPresent(inline -> features.child(authentication(offer, inline)));
        }
        if (offer.offersBinding()) {
            // XEP-0440.
            XmlElement.Builder bindings = XmlElement.builder("sasl-channel-binding", Ns.CHANNEL_BINDING);
            for (String type : talk.link().layer().channel().types()) {
                bindings.child(XmlElement.builder("channel-binding", Ns.CHANNEL_BINDING)
                        .attribute("type", type)
                        .build());
            }
            features.child(bindings.build());
        }
    }

    private static XmlElement.Builder mechanisms(String name, String namespace, Offer offer) {
        XmlElement.Builder mechanisms = XmlElement.builder(name, namespace);
        for (Mechanism mechanism : offer.mechanisms()) {
            mechanisms.child("mechanism", namespace, mechanism.name());
        }
        return mechanisms;
    }

    /** XEP-0388 §2.1. */
    private static XmlElement authentication(Offer offer, InlineOffer inline) {
        XmlElement.Builder authentication = mechanisms("authentication", Ns.SASL2, offer);
        XmlElement.Builder along = XmlElement.builder("inline", Ns.SASL2);
        if (inline.bind()) {
            along.child(bind(inline.features()));
        }
        if (inline.resume()) {
            along.child(XmlElement.of("sm", Ns.STREAM_MANAGEMENT));
        }
        inline.tokens().ifPresent(tokens -> along.child(fast(tokens)));
        if (inline.bind() || inline.resume() || inline.tokens().isPresent()) {
            authentication.child(along.build());
        }
        inline.upgrades().forEach(hash -> authentication.child("upgrade", Ns.SASL_UPGRADE, Upgrade.task(hash)));
        return authentication.build();
    }

    /** XEP-0386 §3.1. */
    private static XmlElement bind(List<String> features) {
        XmlElement.Builder bind = XmlElement.builder("bind", Ns.BIND2);
        if (!features.isEmpty()) {
            XmlElement.Builder along = XmlElement.builder("inline", Ns.BIND2);
            features.forEach(feature -> along.child(XmlElement.builder("feature", Ns.BIND2)
                    .attribute("var", feature)
                    .build()));
            bind.child(along.build());
        }
        return bind.build();
    }

    /** XEP-0484 §3.1. */
    private static XmlElement fast(FastOffer tokens) {
        XmlElement.Builder fast = XmlElement.builder("fast", Ns.FAST);
        for (FastMechanism mechanism : tokens.mechanisms()) {
            fast.child("mechanism", Ns.FAST, mechanism.mechanism());
        }
        return fast.build();
    }

    /** Once authenticated. */
    static XmlElement after(C2sPolicy policy, String host) {
        XmlElement.Builder features = XmlElement.builder("features", Ns.STREAMS).child(XmlElement.of("bind", Ns.BIND));
        if (policy.session()) {
            features.child(XmlElement.builder("session", Ns.SESSION)
                    .child(XmlElement.of("optional", Ns.SESSION))
                    .build());
        }
        management(policy, host, features);
        return also(policy, host, features);
    }

    /** XEP-0198 §3: once the client is known. */
    private static void management(C2sPolicy policy, String host, XmlElement.Builder features) {
        if (policy.manages(host)) {
            features.child(XmlElement.of("sm", Ns.STREAM_MANAGEMENT));
        }
    }

    /**
     * Once a session is open.
     *
     * @param managed by XEP-0198 already: clients would take the feature for the offer to resume what they have just begun
     */
    static XmlElement bound(C2sPolicy policy, String host, boolean managed) {
        XmlElement.Builder features = XmlElement.builder("features", Ns.STREAMS);
        if (!managed) {
            management(policy, host, features);
        }
        return also(policy, host, features);
    }

    private static XmlElement also(C2sPolicy policy, String host, XmlElement.Builder features) {
        if (policy.rosterVersions(host)) {
            features.child(XmlElement.of("ver", Ns.ROSTER_VERSIONING));
        }
        if (policy.rosters(host)) {
            features.child(XmlElement.of("sub", Ns.PRE_APPROVAL));
        }
        if (policy.care(host).csi().isPresent()) {
            features.child(XmlElement.of("csi", Ns.CSI));
        }
        limits(policy.after().bytes(), features);
        return features.build();
    }

    /** XEP-0478. */
    private static void limits(long bytes, XmlElement.Builder features) {
        if (bytes != Long.MAX_VALUE) {
            features.child(XmlElement.builder("limits", Ns.LIMITS)
                    .child("max-bytes", Ns.LIMITS, Long.toString(bytes))
                    .build());
        }
    }
}
