package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import java.util.Optional;
import java.util.UUID;

/** What is sent on behalf of accounts. The answer is the stanza's {@code id}; whether it arrives is another matter. */
public final class StanzaCommands {
    private static final Refusal NO_DOMAIN = Refusal.of(Code.UNKNOWN_USER, "User's domain does not exist");
    private static final Refusal NO_USER = Refusal.of(Code.UNKNOWN_USER, "User does not exist");

    private final Sessions sessions;
    private final Router router;
    private final Users users;

    public StanzaCommands(Hosts hosts, Accounts accounts, Sessions sessions, Router router) {
        this.sessions = sessions;
        this.router = router;
        users = new Users(hosts, accounts);
    }

    /** Sends a chat message. */
    public Answer<String> message(Jid from, Jid to, String body) {
        return known(from)
                .then(_ -> send(
                        from, to, message("chat").child("body", Ns.CLIENT, body).build()));
    }

    /** Sends a message that nobody has to keep (RFC 6121 §5.2.2). */
    public Answer<String> headline(Jid from, Jid to, Optional<String> subject, Optional<String> body) {
        XmlElement.Builder message = message("headline");
        subject.ifPresent(text -> message.child("subject", Ns.CLIENT, text));
        body.ifPresent(text -> message.child("body", Ns.CLIENT, text));
        return known(from).then(_ -> send(from, to, message.build()));
    }

    /** Sends any stanza; it says from whom and for whom. */
    public Answer<String> stanza(XmlElement stanza) {
        return stanza.attribute("from").isEmpty()
                ? Answer.refused(Code.NO_SENDER, "Missing sender JID")
                : from(stanza).then(from -> known(from).then(_ -> pass(from, stanza)));
    }

    /**
     * The same for one account.
     *
     * @param self the only one that it may be from; if it does not say, it is
     */
    public Answer<String> stanza(Jid self, XmlElement stanza) {
        return stanza.attribute("from").isEmpty()
                ? pass(self, stanza)
                : sender(self, from(stanza)).then(from -> pass(from, stanza));
    }

    /** Whom an account may speak for: itself, as any of its resources. */
    public static Answer<Jid> sender(Jid self, Answer<Jid> from) {
        return from.then(jid -> jid.bare().equals(self.bare()) ? Answer.done(jid) : invalidSender());
    }

    private static Answer<Jid> from(XmlElement stanza) {
        return stanza.attribute("from").flatMap(Jid::parse).map(Answer::done).orElseGet(StanzaCommands::invalidSender);
    }

    private static Answer<Jid> invalidSender() {
        return Answer.refused(Code.INVALID_SENDER, "Invalid sender JID");
    }

    /** The account of somebody whom stanzas can be from or for, if there is such a one. */
    public Answer<Jid> known(Jid from) {
        // Whoever is here need not be looked up.
        return sessions.of(from).isEmpty() ? users.find(from, NO_DOMAIN, NO_USER) : Answer.done(from.bare());
    }

    private Answer<String> pass(Jid from, XmlElement stanza) {
        Optional<String> to = stanza.attribute("to");
        if (to.isEmpty()) {
            return Answer.refused(Code.NO_RECIPIENT, "Missing recipient JID");
        }
        XmlElement ours = stanza.moved("", Ns.CLIENT);
        return Jid.parse(to.get())
                .map(jid -> send(from, jid, ours.attribute("id").isPresent() ? ours : ours.with("id", id())))
                .orElseGet(() -> Answer.refused(Code.INVALID_RECIPIENT, "Invalid recipient JID"));
    }

    private static XmlElement.Builder message(String type) {
        return XmlElement.builder("message", Ns.CLIENT).attribute("type", type).attribute("id", id());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private Answer<String> send(Jid from, Jid to, XmlElement stanza) {
        return Attempt.of(() -> router.submit(from, to, stanza)
                ? Answer.done(stanza.attribute("id").orElseThrow())
                : Answer.refused(Code.INVALID_STANZA, "Malformed stanza"));
    }
}
