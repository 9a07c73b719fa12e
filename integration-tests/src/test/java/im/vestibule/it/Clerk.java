package im.vestibule.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import im.vestibule.it.AccountLedger.Answer;
import im.vestibule.it.AccountLedger.Deed;
import im.vestibule.it.Storm.Outcome;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Makes accounts, changes their passwords and removes them by the REST API, and knows what has to be true of them in the end. */
final class Clerk {
    /** Pause of a desk between two requests. */
    private static final int PAUSE_MS = 40;

    private static final int DESKS = 4;

    /** For an account after an unknown answer, which may be carried out late: longer than any stall. */
    private static final long REST_NS = 10_000_000_000L;

    private final SoakServer server;
    private final List<Jid> accounts;
    private final long seed;
    private final Map<Jid, AccountLedger> ledgers = new ConcurrentHashMap<>();
    private final Map<Jid, Long> unknown = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger passwords = new AtomicInteger();

    /** @param accounts that nobody else uses, and that are not there yet */
    Clerk(SoakServer server, List<Jid> accounts, long seed) {
        this.server = server;
        this.accounts = accounts;
        this.seed = seed;
    }

    /** Makes accounts that stay. */
    void found(List<Jid> wanted, String password) throws Exception {
        try (HttpClient client = client();
                ExecutorService desks = Executors.newFixedThreadPool(4 * DESKS)) {
            RestCaller caller = server.administrator(client);
            List<Future<Answer>> made = new ArrayList<>();
            for (Jid account : wanted) {
                made.add(desks.submit(() -> ask(caller, account, Deed.CREATE, password)));
            }
            for (Future<Answer> one : made) {
                if (one.get() != Answer.DONE) {
                    throw new AssertionError("an account could not be made");
                }
            }
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static Answer ask(RestCaller caller, Jid account, Deed deed, String password) {
        String users = "/users/" + account.domain();
        String user = users + "/" + account.local();
        try {
            HttpResponse<String> response = switch (deed) {
                case CREATE ->
                    caller.call(
                            "POST",
                            users,
                            "{\"username\":\"" + account.local() + "\",\"password\":\"" + password + "\"}");
                case CHANGE -> caller.call("PUT", user, "{\"newpass\":\"" + password + "\"}");
                case REMOVE -> caller.call("DELETE", user, "");
            };
            return answer(response.statusCode());
        } catch (IOException broken) {
            return Answer.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.UNKNOWN;
        }
    }

    private static Answer answer(int status) {
        return status < 300 ? Answer.DONE : status < 500 ? Answer.REFUSED : Answer.UNKNOWN;
    }

    /** Works until that is closed. */
    Shift work() {
        return new Shift();
    }

    /** How often what was asked with what answer, by both. */
    Map<String, AtomicInteger> counts() {
        return counts;
    }

    /** Clerks at work. */
    final class Shift implements AutoCloseable {
        private final HttpClient client = client();
        private final RestCaller caller = server.administrator(client);
        private final ScheduledExecutorService desks = Executors.newScheduledThreadPool(DESKS);

        private Shift() {
            for (int i = 0; i < DESKS; i++) {
                int desk = i;
                List<Jid> own = IntStream.range(0, accounts.size())
                        .filter(number -> number % DESKS == desk)
                        .mapToObj(accounts::get)
                        .toList();
                Random random = new Random(seed + desk);
                Future<?> _ = desks.scheduleWithFixedDelay(
                        () -> step(own.get(random.nextInt(own.size())), random), 0, PAUSE_MS, MILLISECONDS);
            }
        }

        private void step(Jid account, Random random) {
            Long since = unknown.get(account);
            if (since != null && System.nanoTime() - since < REST_NS) {
                return;
            }
            AccountLedger before = ledgers.getOrDefault(account, AccountLedger.EMPTY);
            Deed deed = before.mayBeGone() ? Deed.CREATE : random.nextInt(3) == 0 ? Deed.REMOVE : Deed.CHANGE;
            String password = account.local() + "-" + passwords.incrementAndGet() + "-secret";
            Answer answer = ask(caller, account, deed, password);
            counts.computeIfAbsent(deed + " " + answer, first -> new AtomicInteger())
                    .incrementAndGet();
            if (before.denies(deed, answer)) {
                complaints.add(account + ": " + deed + " was " + answer + ", though it was known to be "
                        + (before.mayBeGone() ? "gone" : "there"));
            }
            ledgers.put(account, before.after(deed, password, answer));
            if (answer == Answer.UNKNOWN) {
                unknown.put(account, System.nanoTime());
            }
        }

        @Override
        public void close() {
            desks.close();
            client.close();
        }
    }

    /** Logs in to every account, by right passwords and by wrong ones; what is wrong with them. */
    List<String> audit() throws Exception {
        List<String> wrong = new ArrayList<>(complaints);
        try (ExecutorService desks = Executors.newFixedThreadPool(4 * DESKS)) {
            List<Future<List<String>>> audits = new ArrayList<>();
            ledgers.forEach((account, ledger) -> audits.add(desks.submit(() -> audit(account, ledger))));
            for (Future<List<String>> audit : audits) {
                wrong.addAll(audit.get());
            }
        }
        return wrong;
    }

    private List<String> audit(Jid account, AccountLedger ledger) {
        List<String> wrong = new ArrayList<>();
        long right = ledger.may().stream()
                .filter(password -> !password.equals(AccountLedger.NONE))
                .filter(password -> attempt(account, password, wrong) == Outcome.SUCCESS)
                .count();
        if (right == 0 && !ledger.mayBeGone()) {
            wrong.add(account + " was acknowledged and cannot log in");
        }
        if (right > 1) {
            wrong.add(account + " has two passwords");
        }
        ledger.mustNot().stream()
                .filter(password -> attempt(account, password, wrong) == Outcome.SUCCESS)
                .forEach(password -> wrong.add(account + " logs in by a password that it has no more"));
        return wrong;
    }

    private Outcome attempt(Jid account, String password, List<String> wrong) {
        Outcome outcome = Storm.attempt(server.door(), account, password);
        if (outcome != Outcome.SUCCESS && outcome != Outcome.NOT_AUTHORIZED) {
            wrong.add(account + " was told " + outcome);
        }
        return outcome;
    }
}
