package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.Offline;
import java.time.Duration;

/** Messages that wait for their recipients: {@code mod_offline}, of domains that have it. */
public final class OfflineCommands {
    private final Hosts hosts;

    public OfflineCommands(Hosts hosts) {
        this.hosts = hosts;
    }

    /** @return messages deleted */
    public Answer<Integer> deleteExpired(String domain) {
        return of(domain).map(offline -> offline.deleteExpired(domain));
    }

    /** @return messages deleted */
    public Answer<Integer> deleteOld(String domain, int days) {
        return of(domain).map(offline -> offline.deleteOld(domain, Duration.ofDays(days)));
    }

    private Answer<Offline> of(String domain) {
        Host host = hosts.find(domain);
        return host == null
                ? Refusals.noDomain()
                : host.offline().map(Answer::done).orElseGet(() -> Refusals.notLoaded("mod_offline"));
    }
}
