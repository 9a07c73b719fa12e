package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.session.Sessions;
import java.util.OptionalLong;

/** How many there are of what. */
public final class StatCommands {
    private final Hosts hosts;
    private final Accounts accounts;
    private final Sessions sessions;

    public StatCommands(Hosts hosts, Accounts accounts, Sessions sessions) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Sessions of all domains. */
    public long online() {
        return sessions.all().size();
    }

    /** Users of all domains. */
    public Answer<Long> registered() {
        long sum = 0;
        for (Host host : hosts.all()) {
            OptionalLong some = accounts.count(host.name());
            if (some.isEmpty()) {
                return Refusals.unavailable();
            }
            sum += some.getAsLong();
        }
        return Answer.done(sum);
    }

    /** Whether there is such a domain to count. */
    public Answer<String> domain(String name) {
        return hosts.serves(name) ? Answer.done(name) : Refusals.noDomain();
    }

    public Answer<Long> registered(String domain) {
        OptionalLong number = accounts.count(domain);
        return number.isPresent() ? Answer.done(number.getAsLong()) : Refusals.unavailable();
    }

    public long online(String domain) {
        return sessions.all().stream()
                .filter(session -> session.jid().domain().equals(domain))
                .count();
    }
}
