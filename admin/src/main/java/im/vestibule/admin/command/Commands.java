package im.vestibule.admin.command;

import im.vestibule.admin.Figures;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.domain.DomainAdmins;
import im.vestibule.services.domain.Domains;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The commands of every category. */
public record Commands(
        Hosts hosts,
        AccountCommands account,
        Import imports,
        SessionCommands session,
        StanzaCommands stanza,
        RosterCommands roster,
        Feeds feeds,
        LastCommands last,
        OfflineCommands offline,
        DomainCommands domain,
        MetricCommands metric,
        GdprCommands gdpr,
        StatCommands stat,
        TokenCommands token,
        ServerCommands server,
        MnesiaCommands mnesia) {
    /**
     * What commands are carried out with.
     *
     * @param domains that come and go; empty without {@code services.service_domain_db}
     * @param executor of what may take its time
     */
    public record Services(
            Hosts hosts,
            Accounts accounts,
            Sessions sessions,
            Binding binding,
            Router router,
            Optional<Domains> domains,
            Optional<DomainAdmins> domainAdmins,
            GdprCommands.Archivist personal,
            Figures figures,
            Machine machine,
            InstantSource clock,
            Executor executor) {}

    public static Commands of(Services services) {
        Hosts hosts = services.hosts();
        Accounts accounts = services.accounts();
        Sessions sessions = services.sessions();
        return new Commands(
                hosts,
                new AccountCommands(hosts, accounts, sessions, new SecureRandom()),
                new Import(accounts, services.executor()),
                new SessionCommands(hosts, accounts, sessions, services.binding(), services.router()),
                new StanzaCommands(hosts, accounts, sessions, services.router()),
                new RosterCommands(hosts, accounts, services.router()),
                new Feeds(services.binding()),
                new LastCommands(hosts, accounts, sessions, services.clock()),
                new OfflineCommands(hosts),
                new DomainCommands(services.domains(), services.domainAdmins()),
                new MetricCommands(services.figures()),
                new GdprCommands(services.personal()),
                new StatCommands(hosts, accounts, sessions),
                new TokenCommands(hosts, accounts),
                new ServerCommands(services.machine()),
                new MnesiaCommands(services.machine()));
    }
}
