package im.vestibule.services.router;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Existence;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.log.Tap;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Messages for accounts that nobody is there for (RFC 6121 §8.5.2.2, XEP-0160). */
final class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final StanzaError NOBODY = StanzaError.of(Condition.SERVICE_UNAVAILABLE);

    private final Hosts hosts;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Tap tap = new Tap();
    private final Tap troubles = new Tap();

    Mailbox(Hosts hosts, Accounts accounts, Sessions sessions) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    Routed keep(Sender sender, Jid to, XmlElement message) {
        Jid account = to.bare();
        return new Routed.Later(
                () -> keep(sender, account, message, (box, stamped) -> box.offer(account, stamped, quota(account))));
    }

    /**
     * Keeps a message that a session was sent before it ended, or gives it back. May wait.
     *
     * @param holder the session
     */
    void keep(Sender sender, Jid account, String holder, Offline.Mail mail) {
        keep(
                sender,
                account,
                mail.message(),
                (box, stamped) -> box.offer(
                        account, holder, new Offline.Mail(mail.number(), stamped, mail.at()), quota(account)));
    }

    /** How a message gets into a box. */
    @FunctionalInterface
    private interface Offer {
        Outcome to(Offline box, XmlElement stamped);
    }

    private void keep(Sender sender, Jid account, XmlElement message, Offer offer) {
        try {
            store(sender, account, message, offer);
        } catch (StoreException failure) {
            report(sender.outlet().on(log.atWarn()), sender.jid().toString(), failure);
            Bounce.to(sender, message, Bounce.LATER);
        }
    }

    private void report(LoggingEventBuilder line, String sender, StoreException failure) {
        tap.take(System.nanoTime())
                .ifPresent(unreported -> line.addKeyValue("jid", sender)
                        .addKeyValue("reason", failure.getMessage())
                        .addKeyValue("unreported", unreported)
                        .log("offline_message_refused"));
    }

    private void store(Sender sender, Jid account, XmlElement message, Offer offer) {
        Host host = hosts.find(account.domain());
        if (host == null || host.offline().isEmpty()) {
            Bounce.to(sender, message, NOBODY);
            return;
        }
        switch (accounts.exists(account)) {
            case ABSENT -> Bounce.to(sender, message, NOBODY);
            case UNAVAILABLE -> Bounce.to(sender, message, Bounce.LATER);
            case EXISTS -> store(sender, account, message, host, offer);
        }
    }

    private void store(Sender sender, Jid account, XmlElement message, Host host, Offer offer) {
        boolean own = account.equals(sender.jid().bare());
        if (!own && Blocking.blocks(host.blocked(account), sender.jid())) {
            Bounce.to(sender, message, Blocking.UNWANTED);
            return;
        }
        XmlElement stamped = message.with("from", sender.jid().toString())
                .with("to", message.attribute("to").orElse(account.toString()));
        switch (offer.to(host.offline().orElseThrow(), stamped)) {
            case Outcome.Done _ -> lookAgain(account);
            case Outcome.Refused(StanzaError error) -> Bounce.to(sender, message, error);
        }
    }

    /** A message of the server's own. Whatever becomes of it, what it tells of has happened. */
    void announce(Jid account, XmlElement message) {
        List<Session> there = sessions.of(account).stream()
                .filter(Session::takesMessages)
                .filter(session -> session.outlet().send(message))
                .toList();
        Host host = hosts.find(account.domain());
        if (there.isEmpty() && host != null && accounts.exists(account) == Existence.EXISTS) {
            host.offline().ifPresent(box -> announce(account, message, box));
        }
    }

    private void announce(Jid account, XmlElement message, Offline box) {
        try {
            Outcome _ = box.offer(account, message, quota(account));
            lookAgain(account);
        } catch (StoreException failure) {
            report(log.atWarn(), message.attribute("from").orElse(""), failure);
        }
    }

    private Limit quota(Jid account) {
        Host host = hosts.find(account.domain());
        return host == null ? Limit.INFINITY : host.rules().limit(host.quota(), account, host.name(), Limit.INFINITY);
    }

    /** The recipient may have come while the message was being stored. If the store fails now, he has to come again. */
    void lookAgain(Jid account) {
        sessions.of(account).stream().filter(Session::takesMessages).findFirst().ifPresent(this::handOver);
    }

    /** What is stored is no trouble of its sender's any more. */
    private void handOver(Session session) {
        try {
            empty(session);
        } catch (StoreException failure) {
            troubles.take(System.nanoTime())
                    .ifPresent(unreported -> session.outlet()
                            .on(log.atWarn())
                            .addKeyValue("reason", failure.getMessage())
                            .addKeyValue("unreported", unreported)
                            .log("stream_abandoned"));
            session.outlet().close(StreamError.of(StreamError.Condition.INTERNAL_SERVER_ERROR));
        }
    }

    /** Hands over what waits for the account of a resource that takes messages. */
    void empty(Session session) {
        box(session).ifPresent(box -> box.deliver(session.jid().bare(), session.outlet()::deliver));
    }

    /** Whether anything can have waited. */
    boolean serves(Session session) {
        return box(session).isPresent();
    }

    private Optional<Offline> box(Session session) {
        Host host = hosts.find(session.jid().domain());
        return host == null ? Optional.empty() : host.offline();
    }
}
