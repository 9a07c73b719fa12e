package im.vestibule.it;

import im.vestibule.load.Accounts;
import im.vestibule.load.Connect;
import im.vestibule.load.Login;
import im.vestibule.load.Mechanism;
import im.vestibule.load.Plan;
import im.vestibule.load.Rate;
import im.vestibule.load.Report;
import im.vestibule.load.Scenario;
import im.vestibule.load.Storm;
import im.vestibule.load.Target;
import im.vestibule.load.Transport;
import im.vestibule.load.Window;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.awaitility.core.ConditionTimeoutException;

/** Does an {@link Ordeal} to a server, and tells what was seen. The clients that come by are those of the load driver. */
final class Ordeals {
    static final String PASSWORD = "load-secret";

    private static final String NAME = "user";
    private static final int PAIRS = 25;
    private static final int NEWCOMERS = 100;
    private static final int MESSAGES_PER_SECOND = 1_000;
    private static final int BODY = 200;
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final int RELOADS = 4;
    private static final int VICTIMS = 3;
    private static final int BURDEN = 450;
    private static final int BURDEN_SIZE = 16_000;

    /** Names of figures that tell what is wrong. */
    private static final Set<String> WRONG =
            Set.of("failed", "users_failed", "lost", "duplicated", "reordered", "errors", "first_error");

    private final SoakServer server;
    private final Crew crew;
    private final int crowd;

    /**
     * What came of an ordeal.
     *
     * @param right whether it is what has to come of it
     */
    record Seen(Ordeal ordeal, boolean right, String what) {
        @Override
        public String toString() {
            return ordeal.name().toLowerCase(Locale.ROOT) + ": " + what;
        }
    }

    /** @param crowd how many take part in a storm */
    Ordeals(SoakServer server, Crew crew, int crowd) {
        this.server = server;
        this.crew = crew;
        this.crowd = crowd;
    }

    /** Accounts that have to be there, with {@link #PASSWORD}. */
    List<Jid> accounts() {
        return IntStream.rangeClosed(1, crowd + 2 * PAIRS + NEWCOMERS)
                .mapToObj(number -> Jid.of(NAME + number + "@" + SoakServer.DOMAIN))
                .toList();
    }

    /**
     * @param intensity 1 for all of it; 0 for as little as makes sense
     */
    Seen undergo(Ordeal ordeal, Random random, double intensity) throws Exception {
        return switch (ordeal) {
            case STORM -> storm(random);
            case LOGINS -> logins(random);
            case TALK -> talk(random, intensity);
            case VISITS -> visits(random);
            case RELOAD -> reload(random);
            case SLOW -> slow(random);
            case STALL -> stall(random, intensity);
        };
    }

    private static Accounts accounts(int count, int first, String password) {
        return new Accounts(count, first, NAME, password, Mechanism.PLAIN);
    }

    private static Plan plan(Target target, Accounts accounts, boolean managed) {
        Plan plan = Plan.of(target, accounts, OptionalLong.empty());
        return managed ? plan.managed() : plan;
    }

    private Seen storm(Random random) throws InterruptedException {
        Scenario storm = new Storm(1 + random.nextInt(2), MOMENT);
        Report report = storm.run(plan(server.direct(), accounts(crowd, 1, PASSWORD), true));
        String what = crowd + " cut off, all back after "
                + report.figure("back_secs").orElse(0.0) + " s, " + report.count("resumed") + " sessions went on";
        return clean(Ordeal.STORM, report, what);
    }

    private Seen logins(Random random) throws InterruptedException {
        List<Mechanism> mechanisms = List.of(Mechanism.PLAIN, Mechanism.SCRAM_SHA_1, Mechanism.SCRAM_SHA_256);
        Mechanism mechanism = mechanisms.get(random.nextInt(mechanisms.size()));
        int first = crowd + 2 * PAIRS + 1;
        Target target = any(random);
        Report right = new Login()
                .run(plan(target, accounts(NEWCOMERS, first, PASSWORD).by(mechanism), false));
        Report wrong = new Login()
                .run(plan(target, accounts(NEWCOMERS, first, "wrong-secret").by(mechanism), false));
        long refused = wrong.count("errors.auth");
        String what = right.count("ok") + " in by " + mechanism + ", " + refused + " with a wrong password refused";
        Seen seen = clean(Ordeal.LOGINS, right, what);
        return refused == NEWCOMERS ? seen : new Seen(Ordeal.LOGINS, false, what + wrong(wrong));
    }

    private Target any(Random random) {
        List<Target> targets = server.targets();
        return targets.get(random.nextInt(targets.size()));
    }

    private Seen talk(Random random, double intensity) throws InterruptedException {
        Target target = any(random);
        Duration length = Duration.ofMillis((long) (500 + 5_000 * intensity * random.nextDouble()));
        Scenario talk = new Rate(MESSAGES_PER_SECOND, BODY, new Window(MOMENT, length, Duration.ZERO, DRAIN));
        boolean managed = target.transport() != Transport.BOSH && random.nextBoolean();
        Report report = talk.run(plan(target, accounts(2 * PAIRS, crowd + 1, PASSWORD), managed));
        return clean(
                Ordeal.TALK,
                report,
                report.count("exchanged") + " messages by " + target.transport() + " with security "
                        + target.security());
    }

    private Seen visits(Random random) throws InterruptedException {
        Target target =
                random.nextBoolean() ? server.direct() : server.targets().getFirst();
        Report report = new Connect(Duration.ZERO, MOMENT).run(plan(target, Accounts.usual(0), false));
        return clean(Ordeal.VISITS, report, report.count("conns") + " with security " + target.security());
    }

    private static Seen clean(Ordeal ordeal, Report report, String what) {
        return report.clean() ? new Seen(ordeal, true, what) : new Seen(ordeal, false, what + wrong(report));
    }

    private static String wrong(Report report) {
        return "; of it lost, doubled, out of order or in error: "
                + report.figures().entrySet().stream()
                        .filter(figure -> WRONG.contains(figure.getKey()))
                        .toList();
    }

    private Seen reload(Random random) throws IOException, InterruptedException {
        for (int i = 0; i < RELOADS; i++) {
            server.renew();
            if (random.nextBoolean()) {
                server.hangUp();
            }
            try {
                Patience.await().ignoreException(IOException.class).until(() -> shown().equals(wanted()));
            } catch (ConditionTimeoutException late) {
                return new Seen(Ordeal.RELOAD, false, "a new certificate is not shown");
            }
        }
        return new Seen(Ordeal.RELOAD, true, RELOADS + " certificates");
    }

    private Certificate shown() throws IOException {
        try (Socket socket =
                        new Socket(server.secure().getAddress(), server.secure().getPort());
                SSLSocket secure = Tls.over(socket)) {
            return secure.getSession().getPeerCertificates()[0];
        }
    }

    private Certificate wanted() throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(server.certificate())) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Seen slow(Random random) throws IOException, InterruptedException {
        long before = overflows();
        crew.burden(VICTIMS, BURDEN, BURDEN_SIZE, random);
        try {
            Patience.await().until(() -> overflows() > before);
        } catch (ConditionTimeoutException late) {
            return new Seen(Ordeal.SLOW, false, "nobody was cut off who did not read");
        }
        return new Seen(Ordeal.SLOW, true, "who did not read was cut off");
    }

    private long overflows() throws IOException, InterruptedException {
        return server.figures().sum("vestibule_connections_closed_total", "cause=\"overflow\"");
    }

    private Seen stall(Random random, double intensity) throws Exception {
        long length = (long) (500 + 7_000 * intensity * random.nextDouble());
        if (server.postgres().isPresent() && random.nextBoolean()) {
            Postgres database = server.postgres().get();
            database.freeze();
            try {
                TimeUnit.MILLISECONDS.sleep(length);
            } finally {
                database.thaw();
            }
            return new Seen(Ordeal.STALL, true, "PostgreSQL frozen for " + length + " ms");
        }
        lock(length);
        return new Seen(Ordeal.STALL, true, "embedded store locked for " + length + " ms");
    }

    private void lock(long length) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + server.store());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("BEGIN IMMEDIATE");
            TimeUnit.MILLISECONDS.sleep(length);
            statement.execute("ROLLBACK");
        }
    }
}
