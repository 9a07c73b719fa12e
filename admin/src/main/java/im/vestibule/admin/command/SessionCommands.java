package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who is here. */
public final class SessionCommands {
    private static final Refusal NO_USER = Refusal.of(Code.USER_NOT_FOUND, "Given user does not exist");

    private final Hosts hosts;
    private final Sessions sessions;
    private final Binding binding;
    private final Router router;
    private final Users users;

    public SessionCommands(Hosts hosts, Accounts accounts, Sessions sessions, Binding binding, Router router) {
        this.hosts = hosts;
        this.sessions = sessions;
        this.binding = binding;
        this.router = router;
        users = new Users(hosts, accounts);
    }

    /**
     * Open sessions, by address.
     *
     * @param domain whose; empty for all
     */
    public Answer<List<Session>> list(Optional<String> domain) {
        if (domain.isPresent() && !hosts.serves(domain.get())) {
            return Answer.refused(Code.DOMAIN_NOT_FOUND, "Domain not found");
        }
        return Answer.done(sessions.all().stream()
                .filter(session -> domain.map(session.jid().domain()::equals).orElse(true))
                .sorted(Comparator.comparing(session -> session.jid().toString()))
                .toList());
    }

    /** Open sessions of an account, oldest first. */
    public Answer<List<Session>> of(Jid user) {
        return users.find(user, NO_USER, NO_USER).map(sessions::of);
    }

    /**
     * Ends a session, with {@code conflict}.
     *
     * @param user full address
     * @param reason that its client is told
     * @return the address
     */
    public Answer<Jid> kick(Jid user, String reason) {
        return users.find(user, NO_USER, NO_USER).then(_ -> {
            Session session = sessions.find(user);
            return session == null ? noSession(user) : kick(session, reason);
        });
    }

    /**
     * Available sessions whose presence shows this, by address.
     *
     * @param domain whose; empty for all
     * @param status what {@code <show/>} says, or {@code available} for none
     */
    public Answer<List<Session>> showing(Optional<String> domain, String status) {
        return list(domain)
                .map(all -> all.stream()
                        .filter(session -> status.equals(show(session).orElse(null)))
                        .toList());
    }

    private static Optional<String> show(Session session) {
        return Optional.ofNullable(session.presence())
                .map(presence -> presence.stanza()
                        .element("show", Ns.CLIENT)
                        .map(XmlElement::text)
                        .filter(text -> !text.isEmpty())
                        .orElse("available"));
    }

    /** Has a session say this of itself. */
    public Answer<Jid> present(Jid user, Appearance appearance) {
        if (user.isBare()) {
            return Answer.refused(Refusal.of(Code.EMPTY_RESOURCE, "The resource is empty"));
        }
        return users.find(user, NO_USER, NO_USER).then(_ -> {
            Session session = sessions.find(user);
            return session == null ? noSession(user) : present(session, appearance);
        });
    }

    private Answer<Jid> present(Session session, Appearance appearance) {
        return Attempt.of(() -> {
            XmlElement stanza = appearance.stanza();
            if (appearance.isOwn()) {
                router.present(session, stanza);
            } else {
                boolean _ = router.submit(session.jid(), session.jid().bare(), stanza);
            }
            return Answer.done(session.jid());
        });
    }

    private static <T> Answer<T> noSession(Jid user) {
        return Answer.refused(Refusal.of(Code.NO_SESSION, "No active session").with("jid", user.toString()));
    }

    /** Ends every session of an account; says of each what has become of it. */
    public Answer<List<Answer<Jid>>> kickAll(Jid user, String reason) {
        return of(user).map(all ->
                all.stream().map(session -> kick(session, reason)).toList());
    }

    private Answer<Jid> kick(Session session, String reason) {
        return Attempt.of(() -> {
            binding.dismiss(session, StreamError.of(StreamError.Condition.CONFLICT, reason));
            return Answer.done(session.jid());
        });
    }
}
