package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.host.Host;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.register.Asker;
import im.vestibule.services.register.Registration;
import im.vestibule.services.store.StoreException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registration before there is an account to log in with (XEP-0077 §3.1). */
final class FirstContact {
    private FirstContact() {}

    /**
     * Answers a request; may wait.
     *
     * @param iq with a {@code jabber:iq:register} query
     * @param address of the client
     */
    static XmlElement answer(@Nullable Host host, XmlElement iq, Optional<InetAddress> address) {
        String type = iq.attribute("type").orElse("");
        Optional<Registration> registration = host == null ? Optional.empty() : host.registration();
        if (host == null || registration.isEmpty() || iq.attribute("id").isEmpty()) {
            return reply(iq, "error", StanzaError.of(Condition.BAD_REQUEST).element(Ns.CLIENT));
        }
        Asker asker = new Asker(host.name(), Optional.empty(), address);
        XmlElement query = iq.element("query", Ns.REGISTER).orElseThrow();
        return switch (type) {
            case "get" -> reply(iq, registration.get().get(asker));
            case "set" -> reply(iq, set(registration.get(), asker, query));
            default -> reply(iq, "error", StanzaError.of(Condition.BAD_REQUEST).element(Ns.CLIENT));
        };
    }

    private static IqAnswer set(Registration registration, Asker asker, XmlElement query) {
        try {
            return registration.set(asker, query);
        } catch (StoreException trouble) {
            return new IqAnswer.Refused(
                    StanzaError.of(Condition.INTERNAL_SERVER_ERROR).with(StanzaError.Type.WAIT));
        }
    }

    private static XmlElement reply(XmlElement iq, IqAnswer answer) {
        return switch (answer) {
            case IqAnswer.Result result ->
                result.payload()
                        .map(payload -> reply(iq, "result", payload))
                        .orElseGet(() -> envelope(iq, "result").build());
            case IqAnswer.Refused(StanzaError error) -> reply(iq, "error", error.element(Ns.CLIENT));
            case IqAnswer.Sent() -> throw new IllegalStateException("there is no session to send to");
        };
    }

    private static XmlElement reply(XmlElement iq, String type, XmlElement content) {
        return envelope(iq, type).child(content).build();
    }

    private static XmlElement.Builder envelope(XmlElement iq, String type) {
        XmlElement.Builder reply = XmlElement.builder("iq", Ns.CLIENT).attribute("type", type);
        iq.attribute("id").ifPresent(id -> reply.attribute("id", id));
        iq.attribute("to").ifPresent(to -> reply.attribute("from", to));
        return reply;
    }
}
