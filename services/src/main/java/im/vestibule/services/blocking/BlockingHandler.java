package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.session.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers {@code urn:xmpp:blocking}, to the account itself only (XEP-0191). */
public final class BlockingHandler implements IqHandler {
    private final Blocking blocking;

    public BlockingHandler(Blocking blocking) {
        this.blocking = blocking;
    }

    @Override
    public String namespace() {
        return Ns.BLOCKING;
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
        if (request.asks("blocklist")) {
            return list(request);
        }
        return request.sets("block") || request.sets("unblock")
                ? change(request)
                : IqAnswer.refused(Condition.BAD_REQUEST);
    }

    private IqAnswer list(IqRequest request) {
        if (request.session().isEmpty()) {
            return IqAnswer.result(BlockingXml.list("blocklist", blocking.list(request.to())));
        }
        Session session = request.session().get();
        // Sent from within, lest a push of something newer overtake it.
        blocking.introduce(
                session,
                list -> session.outlet().send(request.result(Optional.of(BlockingXml.list("blocklist", list)))));
        return new IqAnswer.Sent();
    }

    private IqAnswer change(IqRequest request) {
        XmlElement command = request.payload();
        List<XmlElement> items = command.elements("item", Ns.BLOCKING).toList();
        boolean block = command.name().equals("block");
        if (items.isEmpty()) {
            return block
                    ? IqAnswer.refused(Condition.BAD_REQUEST, "there is nobody to block")
                    : IqAnswer.of(blocking.unblockAll(request.to()));
        }
        Set<Jid> contacts = new LinkedHashSet<>();
        for (XmlElement item : items) {
            Optional<String> address = item.attribute("jid");
            if (address.isEmpty()) {
                return IqAnswer.refused(Condition.BAD_REQUEST, "an item has an address");
            }
            Optional<Jid> contact = Jid.parse(address.get());
            if (contact.isEmpty()) {
                return IqAnswer.refused(Condition.JID_MALFORMED);
            }
            contacts.add(contact.get());
        }
        return IqAnswer.of(block ? blocking.block(request.to(), contacts) : blocking.unblock(request.to(), contacts));
    }
}
