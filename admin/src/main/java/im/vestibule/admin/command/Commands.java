package im.vestibule.admin.command;

import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import java.security.SecureRandom;
import java.util.concurrent.Executor;

/** The commands of every category. */
public record Commands(
        Hosts hosts,
        AccountCommands account,
        Import imports,
        SessionCommands session,
        StanzaCommands stanza,
        RosterCommands roster,
        Feeds feeds) {
    /** @param executor of what may take its time */
    public static Commands of(
            Hosts hosts, Accounts accounts, Sessions sessions, Binding binding, Router router, Executor executor) {
        return new Commands(
                hosts,
                new AccountCommands(hosts, accounts, sessions, new SecureRandom()),
                new Import(accounts, executor),
                new SessionCommands(hosts, accounts, sessions, binding),
                new StanzaCommands(hosts, accounts, router),
                new RosterCommands(hosts, accounts, router),
                new Feeds(binding));
    }
}
