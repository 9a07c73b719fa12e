package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.sasl.Offer;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Talk;

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
        mechanisms(talk.offer(), talk.link().layer().channel(), features);
        if (policy.registers(talk.host())) {
            features.child(XmlElement.of("register", Ns.REGISTER_FEATURE));
        }
        limits(policy.before().bytes(), features);
        return features.build();
    }

    private static void mechanisms(Offer offer, ChannelBinding channel, XmlElement.Builder features) {
        if (offer.mechanisms().isEmpty()) {
            return;
        }
        XmlElement.Builder mechanisms = XmlElement.builder("mechanisms", Ns.SASL);
        for (Mechanism mechanism : offer.mechanisms()) {
            mechanisms.child("mechanism", Ns.SASL, mechanism.name());
        }
        features.child(mechanisms.build());
        if (offer.offersBinding()) {
            // XEP-0440.
            XmlElement.Builder bindings = XmlElement.builder("sasl-channel-binding", Ns.CHANNEL_BINDING);
            for (String type : channel.types()) {
                bindings.child(XmlElement.builder("channel-binding", Ns.CHANNEL_BINDING)
                        .attribute("type", type)
                        .build());
            }
            features.child(bindings.build());
        }
    }

    /** Once authenticated. */
    static XmlElement after(C2sPolicy policy, String host) {
        XmlElement.Builder features = XmlElement.builder("features", Ns.STREAMS).child(XmlElement.of("bind", Ns.BIND));
        if (policy.session()) {
            features.child(XmlElement.builder("session", Ns.SESSION)
                    .child(XmlElement.of("optional", Ns.SESSION))
                    .build());
        }
        if (policy.rosterVersions(host)) {
            features.child(XmlElement.of("ver", Ns.ROSTER_VERSIONING));
        }
        if (policy.rosters(host)) {
            features.child(XmlElement.of("sub", Ns.PRE_APPROVAL));
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
