package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.it.Storm.Outcome;
import im.vestibule.model.Jid;
import java.util.List;
import java.util.stream.IntStream;

/** A back end that goes in the middle of a storm of logins and comes back: nobody is told that a right password is wrong. */
final class Outage {
    private static final int CLIENTS = 20;

    private final Site site;
    private final String backend;

    /**
     * @param site with a door {@code clear} and a page for monitoring
     * @param backend its name in the log
     */
    Outage(Site site, String backend) {
        this.site = site;
        this.backend = backend;
    }

    interface Act {
        void run() throws Exception;
    }

    void run(Act end, Act begin) throws Exception {
        List<Jid> accounts = IntStream.range(0, CLIENTS)
                .mapToObj(i -> Jid.of("guest" + i + "@door.test"))
                .toList();
        accounts.forEach(site::renew);
        Patience.await().until(() -> Figures.get(site, "/ready").statusCode() == 200);
        Log.Taken _ = Log.all().take();
        try (Storm storm = Storm.begin(site.door("clear"), accounts)) {
            storm.hear(Outcome.SUCCESS, 2 * CLIENTS);
            end.run();
            storm.hear(Outcome.TEMPORARY_AUTH_FAILURE, 2 * CLIENTS);
            assertThat(Figures.get(site, "/ready").body()).contains(backend + ": ");
            begin.run();
            storm.hear(Outcome.SUCCESS, 5 * CLIENTS);
            Patience.await().until(() -> Figures.get(site, "/ready").statusCode() == 200);
            assertThat(storm.outcomes())
                    .containsEntry(Outcome.NOT_AUTHORIZED, 0)
                    .containsEntry(Outcome.OTHER, 0);
        }
        List<ILoggingEvent> log = Log.all().take().events();
        assertThat(told(log, "backend_down")).hasSize(1);
        assertThat(told(log, "backend_up")).hasSize(1);
    }

    private List<String> told(List<ILoggingEvent> log, String event) {
        return log.stream()
                .filter(line -> line.getMessage().equals(event))
                .map(Log::text)
                .filter(line -> line.contains(backend))
                .toList();
    }
}
