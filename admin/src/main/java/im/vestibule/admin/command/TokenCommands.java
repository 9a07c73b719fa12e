package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.token.Tokens;

/** Tokens that users log in with later: {@code mod_auth_token}, of domains that have it. */
public final class TokenCommands {
    private final Hosts hosts;
    private final Accounts accounts;

    public TokenCommands(Hosts hosts, Accounts accounts) {
        this.hosts = hosts;
        this.accounts = accounts;
    }

    /** Fresh tokens for a user. */
    public Answer<Tokens.Pair> request(Jid user) {
        return of(user).map(tokens -> tokens.issue(user));
    }

    /** Makes void all tokens that a user has been given. */
    public Answer<Boolean> revoke(Jid user) {
        return of(user).then(tokens -> tokens.revoke(user)
                ? Answer.done(true)
                : Answer.refused(Code.NOT_FOUND, "User " + user.bare() + " has no tokens"));
    }

    private Answer<Tokens> of(Jid user) {
        Host host = hosts.find(user.domain());
        if (host == null) {
            return Answer.refused(Code.NOT_FOUND, "Domain does not exist");
        }
        return switch (accounts.exists(user.bare())) {
            case EXISTS -> host.tokens().map(Answer::done).orElseGet(() -> Refusals.notLoaded("mod_auth_token"));
            case ABSENT -> Answer.refused(Code.NOT_FOUND, "User " + user.bare() + " does not exist");
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }
}
