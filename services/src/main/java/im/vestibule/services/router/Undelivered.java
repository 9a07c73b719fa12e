package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.offline.Delay;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.resumption.Held;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Sees to what sessions that are over have not acknowledged. May wait. */
final class Undelivered {
    private static final StanzaError GONE = StanzaError.of(Condition.SERVICE_UNAVAILABLE);

    /** Why a message comes late, for people. */
    private static final String LATE = "the resource that it was for is gone";

    private final Sessions sessions;
    private final Accounts accounts;
    private final Mailbox mailbox;
    private final BiFunction<Jid, Jid, Sender> senders;

    /**
     * @param senders finds who has sent something from the first address to the second, and how he hears of it
     */
    Undelivered(Sessions sessions, Accounts accounts, Mailbox mailbox, BiFunction<Jid, Jid, Sender> senders) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.mailbox = mailbox;
        this.senders = senders;
    }

    void settle(Session over, Held held, List<Unacknowledged> stanzas) {
        over.leave();
        Jid account = over.jid().bare();
        if (accounts.endsWithItsSessions(account) && others(over).isEmpty()) {
            // Nobody will ever fetch it.
            held.drop();
            stanzas.forEach(each -> back(each, over.jid()));
            return;
        }
        Set<Long> mail = held.close();
        if (!mail.isEmpty()) {
            mailbox.lookAgain(account);
        }
        for (Unacknowledged each : stanzas) {
            if (!mail.contains(each.number()) && each.receipt().abandon()) {
                settle(over, held, each);
            }
        }
    }

    private List<Session> others(Session over) {
        return sessions.of(over.jid()).stream()
                .filter(session -> session != over && !session.isLeaving())
                .toList();
    }

    private void settle(Session over, Held held, Unacknowledged each) {
        XmlElement stanza = each.read().orElse(null);
        if (stanza == null) {
            each.receipt().settle();
            return;
        }
        List<Session> others = others(over);
        switch (Fate.of(stanza, over.jid().bare(), others)) {
            case ANOTHER -> another(over, held, each, stanza, others);
            case KEEP -> keep(over, held, each, stanza);
            case BACK -> back(each, over.jid());
            case NOTHING -> each.receipt().settle();
        }
    }

    /** To those that a message to the account would go to (RFC 6121 §8.5.2.1.1). */
    private void another(Session over, Held held, Unacknowledged each, XmlElement message, List<Session> others) {
        XmlElement late = Delay.stamp(message, over.jid().domain(), each.at(), LATE);
        List<Session> several =
                switch (Delivery.message(MessageType.CHAT, over.jid().bare(), others)) {
                    case Delivery.One(Session session) -> List.of(session);
                    case Delivery.Several(List<Session> sessions) -> sessions;
                    case Delivery.Keep _, Delivery.Bounce _, Delivery.Drop _ -> List.of();
                };
        if (!Copies.pass(several, each.receipt(), (outlet, copy) -> outlet.send(late, copy))) {
            keep(over, held, each, message);
        }
    }

    private void keep(Session over, Held held, Unacknowledged each, XmlElement message) {
        mailbox.keep(
                sender(over.jid(), message),
                over.jid().bare(),
                held.id(),
                new Offline.Mail(each.number(), message, each.at()));
        each.receipt().settle();
    }

    private void back(Unacknowledged each, Jid recipient) {
        each.read().ifPresent(stanza -> Bounce.to(sender(recipient, stanza), stanza, GONE));
        each.receipt().settle();
    }

    /** What the server itself has to say is from the account, or from the domain: there is nobody to hear of it. */
    private Sender sender(Jid recipient, XmlElement stanza) {
        Jid from = stanza.attribute("from").flatMap(Jid::parse).orElse(recipient.domainJid());
        return senders.apply(from, recipient);
    }
}
