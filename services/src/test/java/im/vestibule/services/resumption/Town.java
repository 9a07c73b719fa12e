package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Some clients of one server, and all that can happen to them. */
public final class Town {
    public static final int STEPS = 200;

    /** How often every list of steps is gone through, each time as other steps. */
    public static final int ROUNDS = Integer.getInteger("resumption.rounds", 1);

    private static final int NUMBERS = 100_000;

    /** More than it can take until nothing is under way any more. */
    private static final int ENOUGH = 10_000;

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

    /** Does one thing after the other. */
    public void live(List<Integer> steps, int round) {
        steps.forEach(step -> step((step + round * 7_919) % NUMBERS));
        settle();
    }

    /** Does something; which, the number says. */
    private void step(int number) {
        int choice = number % 100;
        int rest = number / 100;
        Client client = clients.get(rest % clients.size());
        int more = rest / clients.size();
        if (choice < 25) {
            if (client.isBound()) {
                client.write(accounts.get(more % accounts.size()));
            }
        } else if (choice < 45) {
            boolean _ = client.read();
        } else if (choice < 60) {
            boolean _ = client.hear();
        } else if (choice < 75) {
            boolean _ = server.work();
        } else if (choice < 80) {
            if (client.isBound()) {
                client.answer();
            }
        } else if (choice < 84) {
            if (client.isBound()) {
                client.ask();
            }
        } else if (choice < 93) {
            if (!client.isConnected()) {
                client.connect();
            }
        } else if (choice < 97) {
            client.cut();
        } else if (choice < 98) {
            if (client.isBound()) {
                client.leave();
            }
        } else if (more % 10 < 7) {
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
