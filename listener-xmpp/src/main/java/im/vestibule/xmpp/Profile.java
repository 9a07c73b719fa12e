package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Payload;
import im.vestibule.xmpp.C2sState.Challenged;
import im.vestibule.xmpp.C2sState.Talk;

/** One of the ways in which XMPP carries SASL (RFC 4422 §4): its words, and what follows once a client is known. */
interface Profile {
    XmlElement challenge(String message);

    XmlElement failure(SaslFailure failure);

    /** Whatever comes while a response is awaited. */
    C2sStep heard(Challenged state, XmlElement element);

    /**
     * The client is who it says.
     *
     * @param data additional data of the mechanism; none for none
     */
    C2sStep success(Talk talk, Jid account, Octets data);

    /** Whether nothing else, not even white space, may come until all is over. */
    boolean strict();

    /** RFC 6120 §6. */
    record Sasl1() implements Profile {
        @Override
        public XmlElement challenge(String message) {
            return XmlElement.of("challenge", Ns.SASL, Payload.encode(message));
        }

        @Override
        public XmlElement failure(SaslFailure failure) {
            return failure.element();
        }

        @Override
        public C2sStep heard(Challenged state, XmlElement element) {
            if (!element.namespace().equals(Ns.SASL)) {
                return Unexpected.element(element);
            }
            return switch (element.name()) {
                case "response" ->
                    C2sLogin.message(state, Payload.decode(element.text().isEmpty() ? "=" : element.text()));
                case "abort" -> C2sLogin.fail(state.talk(), this, SaslFailure.Condition.ABORTED);
                case "auth" -> C2sLogin.fail(state.talk(), this, SaslFailure.Condition.MALFORMED_REQUEST);
                default -> Unexpected.element(element);
            };
        }

        /** RFC 6120 §4.7.1: a client that named itself in its header must be who it said. */
        @Override
        public C2sStep success(Talk talk, Jid account, Octets data) {
            if (!talk.mayBe(account)) {
                return C2sStep.fail(Condition.INVALID_FROM);
            }
            XmlElement success = data.isEmpty()
                    ? XmlElement.of("success", Ns.SASL)
                    : XmlElement.of("success", Ns.SASL, Payload.encode(data));
            return C2sStep.to(
                    new C2sState.Authenticated(account),
                    new C2sAction.Send(success),
                    new C2sAction.Restart(true),
                    new C2sAction.Progress());
        }

        @Override
        public boolean strict() {
            return false;
        }
    }
}
