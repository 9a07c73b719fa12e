package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import java.util.Optional;

/** The part of a client's stream that is about its resource (RFC 6120 §7). */
final class C2sBinding {
    /** Requests to bind that may be refused on a stream. */
    static final int REFUSALS = 5;

    private C2sBinding() {}

    static C2sStep element(C2sState.Binding state, XmlElement element) {
        boolean set = element.is("iq", Ns.CLIENT) && element.attribute("type").equals(Optional.of("set"));
        Optional<XmlElement> bind = set ? element.element("bind", Ns.BIND) : Optional.empty();
        if (bind.isEmpty()) {
            return Unexpected.element(element);
        }
        String id = element.attribute("id").orElse("");
        String wanted =
                bind.get().element("resource", Ns.BIND).map(XmlElement::text).orElse("");
        if (!wanted.isEmpty() && state.user().withResource(wanted).isEmpty()) {
            return refuse(state, id, StanzaError.of(StanzaError.Condition.BAD_REQUEST));
        }
        return C2sStep.to(
                new C2sState.Opening(state, id), new C2sAction.OpenSession(state.user(), wanted, state.lang()));
    }

    static C2sStep opened(C2sState state, Jid jid) {
        if (!(state instanceof C2sState.Opening(C2sState.Binding _, String id))) {
            return C2sStep.stay(state);
        }
        XmlElement bound = XmlElement.builder("bind", Ns.BIND)
                .child("jid", Ns.BIND, jid.toString())
                .build();
        return C2sStep.to(
                new C2sState.Established(jid),
                new C2sAction.Send(XmlElement.builder("iq", Ns.CLIENT)
                        .attribute("type", "result")
                        .attribute("id", id)
                        .child(bound)
                        .build()),
                new C2sAction.Settled());
    }

    static C2sStep refused(C2sState state, StanzaError error) {
        return state instanceof C2sState.Opening(C2sState.Binding binding, String id)
                ? refuse(binding, id, error)
                : C2sStep.stay(state);
    }

    private static C2sStep refuse(C2sState.Binding state, String id, StanzaError error) {
        return refuse(
                state,
                new C2sAction.Send(XmlElement.builder("iq", Ns.CLIENT)
                        .attribute("type", "error")
                        .attribute("id", id)
                        .child(error.element(Ns.CLIENT))
                        .build()));
    }

    /** Not so often. */
    static C2sStep refuse(C2sState.Binding state, C2sAction answer) {
        if (state.refusals() >= REFUSALS) {
            return C2sStep.to(
                    new C2sState.Ended(),
                    answer,
                    new C2sAction.Close(
                            Optional.of(StreamError.of(Condition.POLICY_VIOLATION, "too many failed attempts"))));
        }
        return C2sStep.to(state.refused(), answer, new C2sAction.Progress());
    }
}
