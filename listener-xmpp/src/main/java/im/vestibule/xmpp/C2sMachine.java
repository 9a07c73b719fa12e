package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Granting;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;

/**
 * A client's stream as a function of state and event (RFC 6120 §4–7): no clock, no socket. One instance serves every
 * connection of a listener. Stanzas of an established session do not come here.
 */
final class C2sMachine {
    private final C2sPolicy policy;

    C2sMachine(C2sPolicy policy) {
        this.policy = policy;
    }

    C2sStep step(C2sState state, C2sEvent event) {
        if (state instanceof C2sState.Ended) {
            return C2sStep.stay(state);
        }
        return switch (event) {
            case C2sEvent.Header(StreamHeader header) -> header(state, header);
            case C2sEvent.Element(XmlElement element) -> element(state, element);
            case C2sEvent.End() -> C2sStep.to(new C2sState.Ended(), new C2sAction.Close(Optional.empty()));
            case C2sEvent.Malformed(StreamError error) -> end(state, error);
            case C2sEvent.Late(), C2sEvent.Silent() -> end(state, StreamError.of(Condition.CONNECTION_TIMEOUT));
            case C2sEvent.Ending(StreamError error) -> end(state, error);
            case C2sEvent.Lost _ -> C2sStep.to(new C2sState.Ended());
            case C2sEvent.Secured(Layer layer) -> secured(state, layer);
            case C2sEvent.Looked looked -> C2sLogin.looked(state, looked.answer());
            case C2sEvent.Due() -> state instanceof C2sState.Answering(C2sStep answer) ? answer : C2sStep.stay(state);
            case C2sEvent.Registered(XmlElement reply) -> registered(state, reply);
            case C2sEvent.Opened(Jid jid, var enabled) ->
                state instanceof Granting.Opening opening
                        ? C2sGrants.opened(opening, jid, enabled)
                        : C2sBinding.opened(state, jid);
            case C2sEvent.Refused(StanzaError error) ->
                state instanceof Granting.Opening opening
                        ? C2sGrants.refused(opening)
                        : C2sBinding.refused(state, error);
            case C2sEvent.Resumed resumed -> C2sManagement.resumed(state, resumed);
            case C2sEvent.NotResumed(var count) -> C2sManagement.gone(state, count);
            case C2sEvent.Lacking(var upgrades) -> C2sGrants.lacking(state, upgrades);
            case C2sEvent.Upgraded(boolean done) -> C2sGrants.upgraded(state, done);
            case C2sEvent.Issued(var token) -> C2sGrants.issued(state, token);
            case C2sEvent.Stray() ->
                state.strict() || state instanceof C2sState.Answering ? Sasl2.stray() : C2sStep.stay(state);
        };
    }

    /** RFC 6120 §4.9.1.2: our header comes before any error. While TLS is being set up nothing can be said. */
    private C2sStep end(C2sState state, StreamError error) {
        return switch (state) {
            case C2sState.Fresh _ -> C2sStep.fail(error).after(open(policy.defaultDomain(), Optional.empty()));
            case C2sState.Authenticated(Jid user) -> C2sStep.fail(error).after(open(user.domain(), Optional.of(user)));
            case C2sState.Securing _ -> C2sStep.to(new C2sState.Ended(), new C2sAction.Drop());
            default -> C2sStep.fail(error);
        };
    }

    private C2sAction open(String from, Optional<Jid> to) {
        return new C2sAction.Open(from, to, policy.language());
    }

    private C2sStep header(C2sState state, StreamHeader header) {
        return switch (state) {
            case C2sState.Fresh(Link link) -> fresh(link, header);
            case C2sState.Authenticated(Jid user) -> again(user, header);
            default -> end(state, StreamError.of(Condition.POLICY_VIOLATION, "a stream is already open"));
        };
    }

    private C2sStep fresh(Link link, StreamHeader header) {
        Optional<Jid> from = header.attribute("from").flatMap(Jid::parse);
        Optional<String> host =
                header.attribute("to").flatMap(Jid::parse).map(Jid::domain).filter(policy.hosts()::serves);
        C2sAction open = open(host.orElse(policy.defaultDomain()), from);
        Optional<StreamError> fault = HeaderRules.fault(header, Ns.CLIENT, host);
        if (fault.isPresent()) {
            return C2sStep.fail(fault.get()).after(open);
        }
        String served = host.orElseThrow();
        Talk talk = new Talk(
                link,
                served,
                from,
                HeaderRules.lang(header),
                policy.offer(served, link.layer()),
                policy.inline(served, link.layer()),
                0);
        return C2sStep.to(
                new C2sState.Negotiating(talk),
                open,
                new C2sAction.Send(C2sFeatures.before(policy, talk)),
                new C2sAction.Progress());
    }

    private C2sStep again(Jid user, StreamHeader header) {
        Optional<String> host = header.attribute("to").flatMap(Jid::parse).map(Jid::domain);
        Optional<Jid> from = header.attribute("from").flatMap(Jid::parse).map(Jid::bare);
        C2sAction open = open(user.domain(), Optional.of(user));
        Optional<StreamError> fault = HeaderRules.fault(header, Ns.CLIENT, host.filter(user.domain()::equals))
                .or(() -> from.isPresent() && !from.get().equals(user)
                        ? Optional.of(StreamError.of(Condition.INVALID_FROM))
                        : Optional.empty());
        if (fault.isPresent()) {
            return C2sStep.fail(fault.get()).after(open);
        }
        return C2sStep.to(
                new C2sState.Binding(user, HeaderRules.lang(header), 0),
                open,
                new C2sAction.Send(C2sFeatures.after(policy, user.domain())),
                new C2sAction.Progress());
    }

    private C2sStep element(C2sState state, XmlElement element) {
        return switch (state) {
            case C2sState.Negotiating(Talk talk) ->
                C2sManagement.concerns(policy, talk.host(), element)
                        ? C2sManagement.early(state, element)
                        : negotiating(talk, element);
            case C2sState.Challenged challenged -> challenged.profile().heard(challenged, element);
            case Granting granting -> C2sGrants.element(granting, element);
            case C2sState.Binding binding ->
                C2sManagement.concerns(policy, binding.user().domain(), element)
                        ? C2sManagement.binding(binding, element)
                        : C2sBinding.element(binding, element);
            case C2sState.Established established -> established(established, element);
            // No element is read in any of these.
            case C2sState.Fresh _,
                    C2sState.Securing _,
                    C2sState.Verifying _,
                    C2sState.Answering _,
                    C2sState.Registering _,
                    C2sState.Authenticated _,
                    C2sState.Opening _,
                    C2sState.Resuming _,
                    C2sState.Ended _ -> end(state, StreamError.of(Condition.POLICY_VIOLATION));
        };
    }

    private C2sStep established(C2sState.Established state, XmlElement element) {
        String host = state.jid().domain();
        if (C2sManagement.concerns(policy, host, element)) {
            return C2sManagement.established(state, element);
        }
        return element.namespace().equals(Ns.CSI) && policy.care(host).csi().isPresent()
                ? attend(state, element)
                : C2sStep.fail(Condition.UNSUPPORTED_STANZA_TYPE);
    }

    /** XEP-0352 §5. What is neither of the two comes back as MongooseIM gives it back. */
    private static C2sStep attend(C2sState state, XmlElement element) {
        return switch (element.name()) {
            case "active" -> C2sStep.to(state, new C2sAction.Attend(true));
            case "inactive" -> C2sStep.to(state, new C2sAction.Attend(false));
            default ->
                C2sStep.to(
                        state,
                        new C2sAction.Send(element.with("type", "error").toBuilder()
                                .child(StanzaError.of(StanzaError.Condition.BAD_REQUEST)
                                        .element(Ns.CLIENT))
                                .build()));
        };
    }

    private C2sStep negotiating(Talk talk, XmlElement element) {
        boolean barred = policy.startTls() == StartTls.REQUIRED && !talk.link().secure();
        return switch (element.namespace()) {
            case Ns.TLS -> element.name().equals("starttls") ? startTls(talk) : Unexpected.element(element);
            case Ns.SASL ->
                barred
                        ? C2sStep.fail(Condition.POLICY_VIOLATION, "Use of STARTTLS required")
                        : C2sLogin.begin(talk, element);
            case Ns.SASL2 ->
                talk.inline()
                        .map(offer -> Sasl2.begin(policy, talk, offer, element))
                        .orElseGet(() -> Unexpected.element(element));
            case Ns.CLIENT -> barred ? Unexpected.element(element) : stanza(talk, element);
            default -> Unexpected.element(element);
        };
    }

    private C2sStep startTls(Talk talk) {
        if (policy.startTls() == StartTls.NONE || talk.link().secure()) {
            return C2sStep.to(
                    new C2sState.Ended(),
                    new C2sAction.Send(XmlElement.of("failure", Ns.TLS)),
                    new C2sAction.Close(Optional.empty()));
        }
        return C2sStep.to(
                new C2sState.Securing(), new C2sAction.Send(XmlElement.of("proceed", Ns.TLS)), new C2sAction.Secure());
    }

    private static C2sStep secured(C2sState state, Layer layer) {
        C2sState.Fresh fresh = new C2sState.Fresh(new Link(true, layer));
        return switch (state) {
            case C2sState.Securing _ -> C2sStep.to(fresh, new C2sAction.Restart(false), new C2sAction.Progress());
            case C2sState.Fresh _ -> C2sStep.to(fresh, new C2sAction.Progress());
            default -> C2sStep.stay(state);
        };
    }

    /** RFC 6120 §4.9.3.12: no stanza before authentication, but for what XEP-0077 makes of it. */
    private C2sStep stanza(Talk talk, XmlElement stanza) {
        boolean registers = stanza.name().equals("iq")
                && stanza.element("query", Ns.REGISTER).isPresent()
                && policy.registers(talk.host());
        return registers
                ? C2sStep.to(new C2sState.Registering(talk), new C2sAction.Register(stanza, talk.host()))
                : Unexpected.element(stanza);
    }

    private static C2sStep registered(C2sState state, XmlElement reply) {
        return state instanceof C2sState.Registering(Talk talk)
                ? C2sStep.to(new C2sState.Negotiating(talk), new C2sAction.Send(reply), new C2sAction.Progress())
                : C2sStep.stay(state);
    }
}
