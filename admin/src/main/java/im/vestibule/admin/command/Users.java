package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Existence;
import im.vestibule.services.host.Hosts;

/** Whom commands can be about. Each kind of command has its own words for whom there is not. */
record Users(Hosts hosts, Accounts accounts) {
    /**
     * An account, if there is such a one. May wait.
     *
     * @param noDomain unless its domain is served
     * @param noUser unless the account exists
     * @return its bare address
     */
    Answer<Jid> find(Jid user, Refusal noDomain, Refusal noUser) {
        Jid account = user.bare();
        if (!hosts.serves(account.domain())) {
            return Answer.refused(noDomain);
        }
        Existence existence = account.local().isEmpty() ? Existence.ABSENT : accounts.exists(account);
        return switch (existence) {
            case EXISTS -> Answer.done(account);
            case ABSENT -> Answer.refused(noUser.with("jid", account.toString()));
            case UNAVAILABLE -> Answer.refused(Code.INTERNAL, "A back end does not answer; try again later");
        };
    }
}
