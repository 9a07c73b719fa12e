package im.vestibule.xmpp;

import static im.vestibule.model.SaslFailure.Condition.ABORTED;
import static im.vestibule.model.SaslFailure.Condition.ENCRYPTION_REQUIRED;
import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.INVALID_MECHANISM;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.sasl.FastOffer;
import im.vestibule.services.sasl.Payload;
import im.vestibule.xmpp.C2sState.Challenged;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The newer profile of SASL (XEP-0388): no new stream after it, and what else a client wants is asked for in one go.
 *
 * @param request what this client has asked for
 */
record Sasl2(C2sPolicy policy, InlineRequest request) implements Profile {
    /** RFC 9562 §5.4, as XEP-0388 §2.3 wants it. */
    private static final Pattern UUID_V4 =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    /** An element of this profile while no exchange is under way. */
    static C2sStep begin(C2sPolicy policy, Talk talk, InlineOffer offer, XmlElement element) {
        Sasl2 bare = new Sasl2(policy, InlineRequest.NONE);
        return switch (element.name()) {
            case "authenticate" ->
                talk.link().secure()
                        ? bare.authenticate(talk, offer, element)
                        : C2sLogin.fail(talk, bare, ENCRYPTION_REQUIRED);
            case "response" -> C2sLogin.fail(talk, bare, MALFORMED_REQUEST);
            case "abort" -> C2sLogin.fail(talk, bare, ABORTED);
            default -> Unexpected.element(element);
        };
    }

    private C2sStep authenticate(Talk talk, InlineOffer offer, XmlElement authenticate) {
        Optional<String> id = authenticate.element("user-agent", Ns.SASL2).flatMap(agent -> agent.attribute("id"));
        if (id.isPresent() && !UUID_V4.matcher(id.get()).matches()) {
            return C2sLogin.fail(talk, this, MALFORMED_REQUEST);
        }
        Optional<UUID> agent = id.map(UUID::fromString);
        String name = authenticate.attribute("mechanism").orElse("");
        Optional<FastMechanism> token = offer.tokens().flatMap(tokens -> tokens.mechanism(name));
        return token.isPresent()
                ? token(talk, offer, authenticate, agent, token.get())
                : password(talk, offer, authenticate, agent, name);
    }

    private C2sStep password(
            Talk talk, InlineOffer offer, XmlElement authenticate, Optional<UUID> agent, String mechanism) {
        boolean password = talk.offer().provesPassword(mechanism);
        InlineRequest wanted = InlineRequest.of(authenticate, offer, agent, password, false);
        return talk.offer()
                .start(mechanism)
                .map(exchange -> start(new Challenged(talk, exchange, new Sasl2(policy, wanted)), authenticate))
                .orElseGet(() -> C2sLogin.fail(talk, this, INVALID_MECHANISM));
    }

    /** XEP-0484 §3.4. */
    private C2sStep token(
            Talk talk, InlineOffer offer, XmlElement authenticate, Optional<UUID> agent, FastMechanism mechanism) {
        Optional<XmlElement> fast = authenticate.element("fast", Ns.FAST);
        if (fast.isEmpty()) {
            return C2sLogin.fail(talk, this, INVALID_MECHANISM);
        }
        Optional<String> count = fast.get().attribute("count");
        if (agent.isEmpty()
                || count.filter(text -> !COUNT.matcher(text).matches()).isPresent()) {
            return C2sLogin.fail(talk, this, MALFORMED_REQUEST);
        }
        boolean invalidate = isTrue(fast.get().attribute("invalidate"));
        FastOffer.Bearer bearer = new FastOffer.Bearer(
                mechanism,
                agent.get(),
                count.map(text -> OptionalLong.of(Long.parseLong(text))).orElse(OptionalLong.empty()),
                invalidate);
        InlineRequest wanted = InlineRequest.of(authenticate, offer, agent, false, !invalidate);
        return start(
                new Challenged(talk, offer.tokens().orElseThrow().start(bearer), new Sasl2(policy, wanted)),
                authenticate);
    }

    /** As XML Schema writes it. */
    private static boolean isTrue(Optional<String> attribute) {
        return attribute.filter(text -> text.equals("true") || text.equals("1")).isPresent();
    }

    private static C2sStep start(Challenged begun, XmlElement authenticate) {
        return authenticate
                .element("initial-response", Ns.SASL2)
                .map(response -> C2sLogin.message(begun, Payload.base64(response.text())))
                .orElseGet(() -> C2sLogin.begin(begun));
    }

    @Override
    public XmlElement challenge(String message) {
        return XmlElement.of("challenge", Ns.SASL2, Payload.encode(message));
    }

    /** The condition keeps the namespace of RFC 6120 §6.5. */
    @Override
    public XmlElement failure(SaslFailure failure) {
        XmlElement.Builder answer = XmlElement.builder("failure", Ns.SASL2)
                .child(XmlElement.of(failure.condition().element(), Ns.SASL));
        failure.text().ifPresent(text -> answer.child("text", Ns.SASL2, text));
        return answer.build();
    }

    @Override
    public C2sStep heard(Challenged state, XmlElement element) {
        if (element.is("response", Ns.SASL2)) {
            return C2sLogin.message(state, Payload.base64(element.text()));
        }
        return element.is("abort", Ns.SASL2) ? C2sLogin.fail(state.talk(), this, ABORTED) : stray();
    }

    /** XEP-0388 §2.4: whatever else comes while authentication is under way. */
    static C2sStep stray() {
        return C2sStep.fail(Condition.POLICY_VIOLATION, "nothing else may come during authentication");
    }

    /** XEP-0388 §2.3: a client that named itself in its header must be who it said. */
    @Override
    public C2sStep success(Talk talk, Jid account, Octets data) {
        return talk.mayBe(account)
                ? C2sGrants.begin(new Grant(talk, this, account, data, Optional.empty(), Optional.empty()))
                : C2sLogin.fail(talk, this, INVALID_AUTHZID);
    }

    @Override
    public boolean strict() {
        return true;
    }
}
