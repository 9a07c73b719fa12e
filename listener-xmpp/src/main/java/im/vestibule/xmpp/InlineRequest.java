package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastMechanism;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a client asked for along with its authentication, of what it was offered.
 *
 * @param agent its installation, which nobody else is to hear of (XEP-0388 §2.3)
 * @param tag present if a resource is to be bound; may be empty (XEP-0386 §3.2)
 * @param resume the session that it wants to go on with, if that can be (XEP-0198)
 * @param wishes what the session is to begin with (XEP-0386 §3.2), in order
 * @param upgrades hashes that it would make keys for (XEP-0480 §2.2)
 * @param token what it wants a token for (XEP-0484 §3.2)
 * @param renew whether it may need a new token, because it came with one
 */
record InlineRequest(
        Optional<UUID> agent,
        Optional<String> tag,
        Optional<XmlElement> resume,
        List<XmlElement> wishes,
        Set<Hash> upgrades,
        Optional<FastMechanism> token,
        boolean renew) {
    static final InlineRequest NONE = new InlineRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), Optional.empty(), false);

    /**
     * @param authenticate the element
     * @param password whether only who knows the password can authenticate so; nothing else may lead to keys made of one
     * @param renew whether it comes with a token that it goes on to use
     */
    static InlineRequest of(
            XmlElement authenticate, InlineOffer offer, Optional<UUID> agent, boolean password, boolean renew) {
        Optional<XmlElement> bind = authenticate.element("bind", Ns.BIND2).filter(any -> offer.bind());
        Optional<String> tag =
                bind.map(it -> it.element("tag", Ns.BIND2).map(XmlElement::text).orElse(""));
        List<XmlElement> wishes = bind.stream()
                .flatMap(XmlElement::elements)
                .filter(child -> offer.features().contains(child.namespace()))
                .toList();
        Optional<FastMechanism> token = authenticate
                .element("request-token", Ns.FAST)
                .flatMap(request -> request.attribute("mechanism"))
                .flatMap(name -> offer.tokens().flatMap(tokens -> tokens.mechanism(name)))
                .filter(mechanism -> agent.isPresent());
        Optional<XmlElement> resume =
                authenticate.element("resume", Ns.STREAM_MANAGEMENT).filter(any -> offer.resume());
        return new InlineRequest(
                agent, tag, resume, wishes, password ? upgrades(authenticate, offer) : Set.of(), token, renew);
    }

    private static Set<Hash> upgrades(XmlElement authenticate, InlineOffer offer) {
        Set<String> wanted = authenticate
                .elements("upgrade", Ns.SASL_UPGRADE)
                .map(XmlElement::text)
                .collect(Collectors.toSet());
        return offer.upgrades().stream()
                .filter(hash -> wanted.contains(Upgrade.task(hash)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
