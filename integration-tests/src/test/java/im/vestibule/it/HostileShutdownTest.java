package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.HostileSite.Grounds;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server is told to stop while everybody is busy. What {@link Unharmed} asks of others is asked here of a process that ends: those at
 * every kind of door are answered in time until then, all are told why and nobody anything else, each is counted, the log keeps its {@link
 * Discretion}, and one that is started in its place takes up as much and serves at the same doors.
 */
@Tag("hostile")
@ExtendWith(HostileSite.class)
class HostileShutdownTest {
    private static final Jid SENDER = Jid.of("sender@door.test/home");
    private static final int RECIPIENTS = 50;
    private static final int MESSAGES = 20;
    private static final String GOODBYE = "system-shutdown";
    /** What is logged of the house rather than of somebody. */
    private static final Set<String> HOUSE = Set.of("draining", "certificates_closed", "stopped");

    private static final Pattern EPHEMERAL = Pattern.compile("port = 0\n");

    private final Wires wires = new Wires();
    private final ExecutorService ears = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() throws IOException {
        wires.close();
        ears.close();
    }

    /** Known beforehand, so that the next server has the same ones. */
    private static String withPorts(String toml) {
        return EPHEMERAL.matcher(toml + "\n[drain]\n  period = 500\n").replaceAll(port -> {
            try {
                return "port = " + Ports.free() + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Wire login(Site site, Jid jid) throws IOException {
        site.renew(jid.bare());
        return wires.add(site.connect("clear")).login(jid);
    }

    /**
     * What is known of a server that has ended.
     *
     * @param before what it took up
     * @param trips how long answers to bystanders took
     * @param lines of its log
     */
    private record End(String toml, Footprint before, List<Duration> trips, List<LogLine> lines, int connections) {
        /** Everybody has been one connection, and one session or component. */
        long told() {
            return lines.stream()
                    .filter(line ->
                            line.event().endsWith("_closed") && line.text().contains("\"" + GOODBYE + "\""))
                    .count();
        }
    }

    @Test
    void r05EverybodyIsToldAndTheNextServes(Ledger ledger) throws Exception {
        End end = end();

        Unharmed.assertInTime(end.trips());
        assertThat(end.told()).isEqualTo(end.connections());
        Footprint after = successor(end.toml());
        assertThat(after).matches(it -> it.fits(end.before()), end.before().toString());
        ledger.add(new Finding(
                "r05EverybodyIsTold",
                end.connections(),
                end.trips(),
                end.before(),
                after,
                end.lines().size(),
                Map.of(GOODBYE, end.told()),
                ""));
    }

    private End end() throws Exception {
        try (Grounds grounds = Grounds.open(HostileShutdownTest::withPorts)) {
            Site site = grounds.site();
            Footprint before = site.fort().footprint(site.fort().counts());
            List<LogLine> _ = site.fort().news();
            List<String> _ = site.visits();
            Log.Taken _ = Log.all().take();
            List<Duration> trips;
            try (Bystanders bystanders = new Bystanders(site)) {
                Bystanders.Watch watch = bystanders.watch();
                Wire sender = login(site, SENDER);
                List<Wire> recipients = talk(site, sender);
                trips = watch.end();
                part(site, bystanders, sender, recipients);
            }
            int connections = site.visits().size();
            List<LogLine> lines = site.fort().news();
            Discretion.assertKept(lines, Log.all().take().secrets(), connections, HOUSE);
            return new End(grounds.toml(), before, trips, lines, connections);
        }
    }

    private List<Wire> talk(Site site, Wire sender) throws IOException {
        List<Wire> recipients = new ArrayList<>();
        for (int i = 0; i < RECIPIENTS; i++) {
            recipients.add(login(site, Jid.of("recipient" + i + "@door.test/home")));
        }
        for (int i = 0; i < MESSAGES; i++) {
            for (Wire recipient : recipients) {
                sender.say(message(i, recipient));
            }
        }
        assertThat(sender.unread()).isEmpty();
        return recipients;
    }

    private void part(Site site, Bystanders bystanders, Wire sender, List<Wire> recipients) throws Exception {
        List<Future<String>> others = bystanders.last(ears);
        List<Future<String>> heard = Talker.last(recipients, ears);
        List<Future<String>> answered = Talker.last(List.of(sender), ears);

        assertThat(site.fort().terminate()).isZero();

        assertThat(answered.getFirst().get()).isEqualTo(error());
        for (int i = 0; i < RECIPIENTS; i++) {
            assertThat(heard.get(i).get()).isEqualTo(heard(recipients.get(i)) + error());
        }
        for (Future<String> last : others) {
            assertThat(last.get()).contains(GOODBYE);
        }
    }

    private static String message(int number, Wire recipient) {
        return "<message to='" + recipient.jid().orElseThrow() + "' id='m" + number + "'/>";
    }

    private static String heard(Wire recipient) {
        StringBuilder heard = new StringBuilder();
        for (int i = 0; i < MESSAGES; i++) {
            heard.append(message(i, recipient).replace("<message ", "<message from='" + SENDER + "' "));
        }
        return heard.toString();
    }

    private static String error() {
        return "<stream:error><" + GOODBYE
                + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
    }

    /** Serves at the same doors; what it takes up. */
    private static Footprint successor(String toml) throws IOException {
        try (Grounds grounds = Grounds.open(_ -> toml)) {
            Site site = grounds.site();
            Footprint footprint = site.fort().footprint(site.fort().counts());
            try (Bystanders bystanders = new Bystanders(site)) {
                assertThat(site.sessions()).hasSize(bystanders.sessions());
            }
            return footprint;
        }
    }
}
