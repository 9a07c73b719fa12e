package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.xmpp.InboundState.Known;
import java.util.Optional;

/** What is offered to another server (RFC 6120 §4.3.2). */
final class InboundFeatures {
    private final InboundPolicy policy;

    InboundFeatures(InboundPolicy policy) {
        this.policy = policy;
    }

    /** Whether nothing else may happen before TLS. */
    static boolean needsTls(UseStarttls terms) {
        return terms == UseStarttls.REQUIRED || terms == UseStarttls.REQUIRED_TRUSTED;
    }

    /** Whether TLS may begin. */
    boolean mayStartTls(Known known, UseStarttls terms) {
        return !known.secure() && policy.certified() && terms != UseStarttls.FALSE;
    }

    /**
     * @param to domain of ours
     * @param from domain that the peer says it is, if any
     */
    XmlElement of(Known known, String to, Optional<String> from) {
        UseStarttls terms = policy.tls().apply(to);
        XmlElement.Builder features = XmlElement.builder("features", Ns.STREAMS);
        if (mayStartTls(known, terms)) {
            XmlElement.Builder starttls = XmlElement.builder("starttls", Ns.TLS);
            if (needsTls(terms)) {
                // RFC 6120 §5.3.1: and nothing else.
                return features.child(starttls.child(XmlElement.of("required", Ns.TLS))
                                .build())
                        .build();
            }
            features.child(starttls.build());
        }
        if (known.proven().isEmpty()) {
            if (from.filter(known.certificate()::covers).isPresent()) {
                features.child(XmlElement.builder("mechanisms", Ns.SASL)
                        .child("mechanism", Ns.SASL, "EXTERNAL")
                        .build());
            }
            features.child(XmlElement.of("bidi", Ns.BIDI_FEATURE));
        }
        // Where a stream has more than one pair, others are proven by dialback.
        features.child(XmlElement.builder("dialback", Ns.DIALBACK_FEATURE)
                .child(XmlElement.of("errors", Ns.DIALBACK_FEATURE))
                .build());
        features.child(XmlElement.of("sm", Ns.STREAM_MANAGEMENT));
        if (policy.maxStanzaSize().isPresent()) {
            features.child(XmlElement.builder("limits", Ns.LIMITS)
                    .child(
                            "max-bytes",
                            Ns.LIMITS,
                            Long.toString(policy.maxStanzaSize().getAsLong()))
                    .build());
        }
        return features.build();
    }
}
