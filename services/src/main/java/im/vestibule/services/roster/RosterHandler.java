package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers {@code jabber:iq:roster}, to the account itself only (RFC 6121 §2.1.3 to §2.5). */
public final class RosterHandler implements IqHandler {
    private final Rosters rosters;

    public RosterHandler(Rosters rosters) {
        this.rosters = rosters;
    }

    @Override
    public String namespace() {
        return Ns.ROSTER;
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Target.OWN);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (!request.payload().name().equals("query")) {
            return IqAnswer.refused(Condition.BAD_REQUEST);
        }
        return switch (request.type()) {
            case GET -> get(request);
            case SET -> set(request);
        };
    }

    private IqAnswer get(IqRequest request) {
        Optional<String> known = request.payload().attribute("ver");
        if (request.session().isEmpty()) {
            return new IqAnswer.Result(answer(rosters.roster(request.to()), known), List.of());
        }
        Session session = request.session().get();
        // Sent from within, lest a push of something newer overtake it.
        rosters.introduce(session, roster -> session.outlet().send(request.result(answer(roster, known))));
        return new IqAnswer.Sent();
    }

    /** Empty if the client has this very version (RFC 6121 §2.6.3). */
    private Optional<XmlElement> answer(Roster roster, Optional<String> known) {
        boolean current =
                rosters.versioning() && known.isPresent() && known.get().equals(RosterXml.version(roster));
        return current ? Optional.empty() : Optional.of(RosterXml.query(roster, rosters.versioning()));
    }

    private IqAnswer set(IqRequest request) {
        List<XmlElement> items = request.payload().elements("item", Ns.ROSTER).toList();
        if (items.size() != 1) {
            return IqAnswer.refused(Condition.BAD_REQUEST, "a roster set has one item");
        }
        XmlElement item = items.getFirst();
        Optional<String> address = item.attribute("jid");
        if (address.isEmpty()) {
            return IqAnswer.refused(Condition.BAD_REQUEST, "an item has an address");
        }
        Optional<Jid> contact = Jid.parse(address.get());
        if (contact.isEmpty()) {
            return IqAnswer.refused(Condition.JID_MALFORMED);
        }
        return IqAnswer.of(change(request.to(), contact.get(), item));
    }

    /** A client has no say in the state of a subscription but to end it (RFC 6121 §2.1.2.5). */
    private Outcome change(Jid account, Jid contact, XmlElement item) {
        if (item.attribute("subscription").filter("remove"::equals).isPresent()) {
            return rosters.remove(account, contact);
        }
        List<String> groups =
                item.elements("group", Ns.ROSTER).map(XmlElement::text).toList();
        return rosters.set(account, contact, item.attribute("name").orElse(""), groups);
    }
}
