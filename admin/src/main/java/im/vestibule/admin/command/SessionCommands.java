package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Hosts;
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
    private final Users users;

    public SessionCommands(Hosts hosts, Accounts accounts, Sessions sessions, Binding binding) {
        this.hosts = hosts;
        this.sessions = sessions;
        this.binding = binding;
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
            return session == null
                    ? Answer.refused(
                            Refusal.of(Code.NO_SESSION, "No active session").with("jid", user.toString()))
                    : kick(session, reason);
        });
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
