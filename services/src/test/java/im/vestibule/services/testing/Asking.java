package im.vestibule.services.testing;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.session.Session;
import im.vestibule.services.testing.House.Guest;
import java.util.Optional;

/** Requests and answers as text. */
public final class Asking {
    private Asking() {}

    public static IqRequest get(String from, String to, String payload) {
        return request(IqRequest.Type.GET, Jid.of(from), Jid.of(to), payload, Optional.empty());
    }

    public static IqRequest set(String from, String to, String payload) {
        return request(IqRequest.Type.SET, Jid.of(from), Jid.of(to), payload, Optional.empty());
    }

    /** Of the guest's own account. */
    public static IqRequest get(Guest guest, String payload) {
        return own(IqRequest.Type.GET, guest, payload);
    }

    /** Of the guest's own account. */
    public static IqRequest set(Guest guest, String payload) {
        return own(IqRequest.Type.SET, guest, payload);
    }

    /** Of another account. */
    public static IqRequest get(Guest guest, String to, String payload) {
        return request(IqRequest.Type.GET, guest.session().jid(), Jid.of(to), payload, Optional.of(guest.session()));
    }

    /** Of another account. */
    public static IqRequest set(Guest guest, String to, String payload) {
        return request(IqRequest.Type.SET, guest.session().jid(), Jid.of(to), payload, Optional.of(guest.session()));
    }

    private static IqRequest own(IqRequest.Type type, Guest guest, String payload) {
        Jid jid = guest.session().jid();
        return request(type, jid, jid.bare(), payload, Optional.of(guest.session()));
    }

    private static IqRequest request(IqRequest.Type type, Jid from, Jid to, String payload, Optional<Session> session) {
        return new IqRequest(from, to, type, "q1", XmlElement.parse(payload).orElseThrow(), session);
    }

    /** The payload, empty for none; or the condition of the refusal. */
    public static String text(IqAnswer answer) {
        return switch (answer) {
            case IqAnswer.Result result ->
                result.payload().map(XmlElement::toString).orElse("");
            case IqAnswer.Refused refused -> refused.error().condition().element();
            case IqAnswer.Sent _ -> "sent";
        };
    }
}
