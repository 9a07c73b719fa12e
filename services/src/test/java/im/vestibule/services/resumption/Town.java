package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;

/** Some clients of one server, and all that can happen to them. */
public final class Town {
    public static final int STEPS = 200;

    /** How often every list of steps is gone through, each time as other steps. */
    public static final int ROUNDS = Integer.getInteger("resumption.rounds", 1);

    /** A step is one of so many. */
    public static final int NUMBERS = 1_000_000;

    /** More than it can take until nothing is under way any more. */
    private static final int ENOUGH = 10_000;

    /** Percentage of lists in which each thing is to happen that {@link Census#report} tells of; of all of them it is three in five or more. */
    private static final double ENOUGH_OF_IT = 20;

    private final Server server;
    private final Chronicle chronicle;
    private final List<Client> clients = new ArrayList<>();
    private final List<String> accounts;

    public Town(Server server, String domain) {
        this.server = server;
        accounts = List.of("alice@" + domain, "bob@" + domain, "carol@" + domain);
        chronicle = new Chronicle(Set.of(accounts.get(0), accounts.get(1)));
        clients.add(new Client(server, chronicle, accounts.get(0), "desk", 0));
        clients.add(new Client(server, chronicle, accounts.get(1), "phone", 0));
        clients.add(new Client(server, chronicle, accounts.get(2), "desk", 5));
        clients.add(new Client(server, chronicle, accounts.get(2), "phone", 1));
    }

    /**
     * What has happened.
     *
     * @param resumed sessions that went on
     * @param gone those that were asked for and were no more
     * @param acknowledged messages that their senders were told are safe
     * @param received messages that came at least once
     */
    public record Census(int resumed, int gone, int acknowledged, int received) {
        /** Says so in the statistics of a property, which fails in the end if some of it hardly ever happens: nothing would be shown then. */
        public void report() {
            happens("sessions resumed", resumed);
            happens("sessions gone", gone);
            happens("messages acknowledged", acknowledged);
            happens("messages received", received);
        }

        private static void happens(String what, int times) {
            Statistics.label(what)
                    .collect(times > 0)
                    .coverage(coverage -> coverage.check(true).percentage(share -> share >= ENOUGH_OF_IT));
        }
    }

    /**
     * What is to happen, one number each, of which none comes twice and every one is as likely as any other: left to themselves, properties are fond of small
     * ones and of repeating themselves, and nobody would ever come back.
     */
    public static Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers()
                .between(0, NUMBERS - 1)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .list()
                .uniqueElements()
                .ofSize(STEPS);
    }

    /** Does one thing after the other, once everybody is there: whoever is not has little to lose. */
    public Census live(List<Integer> steps, int round) {
        calm();
        steps.forEach(step -> step((step + round * 7_919) % NUMBERS));
        settle();
        return chronicle.census();
    }

    /** Does something; which, the number says. */
    private void step(int number) {
        int choice = number % 1_000;
        int rest = number / 1_000;
        Client client = clients.get(rest % clients.size());
        int more = rest / clients.size();
        if (choice < 220) {
            if (client.isBound()) {
                client.write(accounts.get(more % accounts.size()));
            }
        } else if (choice < 440) {
            boolean _ = client.read();
        } else if (choice < 600) {
            boolean _ = client.hear();
        } else if (choice < 750) {
            boolean _ = server.work();
        } else if (choice < 810) {
            if (client.isBound()) {
                client.answer();
            }
        } else if (choice < 860) {
            if (client.isBound()) {
                client.ask();
            }
        } else if (choice < 960) {
            if (!client.isConnected()) {
                client.connect();
            }
        } else if (choice < 988) {
            client.cut();
        } else if (choice < 991) {
            if (client.isBound()) {
                client.leave();
            }
        } else if (choice < 997) {
            server.pass(Duration.ofMinutes(1 + more % 12));
        } else {
            server.crash();
        }
    }

    /** Everybody comes, and all that is under way arrives. */
    private void settle() {
        calm();
        // A server may have waited for somebody to acknowledge something.
        server.pass(Duration.ofSeconds(10));
        calm();
        for (Client client : clients) {
            if (client.isBound()) {
                client.answer();
                client.ask();
            }
        }
        calm();
        assertThat(clients).allMatch(Client::isBound);
        chronicle.close();
    }

    private void calm() {
        boolean moving = true;
        for (int i = 0; moving; i++) {
            assertThat(i).as("rounds").isLessThan(ENOUGH);
            moving = server.work();
            for (Client client : clients) {
                if (!client.isConnected()) {
                    client.connect();
                    moving = true;
                }
                moving |= client.read();
                moving |= client.hear();
                if (client.isAsked() && client.isBound()) {
                    client.answer();
                }
            }
        }
    }
}
