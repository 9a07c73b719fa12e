package im.vestibule.xmpp;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.component.Joining;
import im.vestibule.xmpp.ComponentState.Claim;
import java.util.Optional;

/**
 * Decides what a component's stream does (XEP-0114): a pure function of state and event, shared by all streams of a
 * listener. No pair of them is out of place.
 */
final class ComponentMachine {
    private final String defaultDomain;
    private final Secret password;

    /**
     * @param defaultDomain speaks for us while it is not known for which name the stream is
     * @param password what every component must know
     */
    ComponentMachine(String defaultDomain, Secret password) {
        this.defaultDomain = defaultDomain;
        this.password = password;
    }

    ComponentStep step(ComponentState state, ComponentEvent event) {
        if (state instanceof ComponentState.Ended) {
            return ComponentStep.stay(state);
        }
        return switch (event) {
            case ComponentEvent.Header(StreamHeader header, String id) -> header(state, header, id);
            case ComponentEvent.Element(XmlElement element) -> element(state, element);
            case ComponentEvent.End() -> over();
            case ComponentEvent.Malformed(StreamError error, String id) -> end(state, error, id);
            case ComponentEvent.Late(String id) -> end(state, StreamError.of(Condition.CONNECTION_TIMEOUT), id);
            case ComponentEvent.Ending(StreamError error, String id) -> end(state, error, id);
            case ComponentEvent.Lost _ -> ComponentStep.to(new ComponentState.Ended());
            case ComponentEvent.Due() ->
                state instanceof ComponentState.Answering(ComponentStep answer) ? answer : ComponentStep.stay(state);
            case ComponentEvent.Joined(Joining joining) -> joined(state, joining);
        };
    }

    private static ComponentStep over() {
        return ComponentStep.to(new ComponentState.Ended(), new ComponentAction.Close(Optional.empty()));
    }

    /** RFC 6120 §4.9.1.2: our header comes before any error. */
    private ComponentStep end(ComponentState state, StreamError error, String id) {
        ComponentStep fail = ComponentStep.fail(error);
        return state instanceof ComponentState.Fresh ? fail.after(new ComponentAction.Open(defaultDomain, id)) : fail;
    }

    private ComponentStep header(ComponentState state, StreamHeader header, String id) {
        if (!(state instanceof ComponentState.Fresh)) {
            return ComponentStep.fail(StreamError.of(Condition.POLICY_VIOLATION, "a stream is already open"));
        }
        Optional<String> name = header.attribute("to")
                .flatMap(Jid::parse)
                .filter(jid -> jid.equals(jid.domainJid()))
                .map(Jid::domain);
        ComponentAction open = new ComponentAction.Open(name.orElse(defaultDomain), id);
        Optional<StreamError> fault = HeaderRules.fault(header, Ns.COMPONENT);
        if (fault.isPresent()) {
            return ComponentStep.fail(fault.get()).after(open);
        }
        if (name.isEmpty()) {
            return ComponentStep.fail(Condition.HOST_UNKNOWN).after(open);
        }
        boolean everywhere = header.attribute("is_subdomain").equals(Optional.of("true"));
        return ComponentStep.to(
                new ComponentState.Greeted(new Claim(name.get(), everywhere), id),
                open,
                new ComponentAction.Progress());
    }

    private ComponentStep element(ComponentState state, XmlElement element) {
        if (state instanceof ComponentState.Fresh) {
            // Before our header nothing can be said.
            return over();
        }
        if (!(state instanceof ComponentState.Greeted(Claim claim, String id))) {
            return ComponentStep.fail(Condition.UNSUPPORTED_STANZA_TYPE);
        }
        if (!element.is("handshake", Ns.COMPONENT)) {
            return ComponentStep.fail(unexpected(element));
        }
        boolean holds = Handshake.holds(element.text(), id, password);
        ComponentStep answer = holds
                ? ComponentStep.to(new ComponentState.Joining(claim), new ComponentAction.Join(claim))
                : ComponentStep.fail(StreamError.of(Condition.NOT_AUTHORIZED, "Invalid Handshake"));
        return ComponentStep.to(
                new ComponentState.Answering(answer), new ComponentAction.Judge(Jid.of(claim.name()), holds));
    }

    /** RFC 6120 §4.9.3.12: no stanza before authentication. */
    private static Condition unexpected(XmlElement element) {
        return switch (element.name()) {
            case "message", "presence", "iq" -> Condition.NOT_AUTHORIZED;
            default -> Condition.UNSUPPORTED_STANZA_TYPE;
        };
    }

    private static ComponentStep joined(ComponentState state, Joining joining) {
        if (!(state instanceof ComponentState.Joining(Claim claim))) {
            return ComponentStep.stay(state);
        }
        return switch (joining) {
            case JOINED ->
                ComponentStep.to(
                        new ComponentState.Established(claim),
                        new ComponentAction.Send(XmlElement.of("handshake", Ns.COMPONENT)),
                        new ComponentAction.Settled());
            case TAKEN -> ComponentStep.fail(Condition.CONFLICT);
        };
    }
}
