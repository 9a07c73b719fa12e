package im.vestibule.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server, by which way in, and how to tell what was seen. */
final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "where it is (127.0.0.1)")
    String host = "127.0.0.1";

    @Option(names = "--port", required = true)
    int port;

    @Option(names = "--domain", defaultValue = "localhost", description = "what it serves (localhost)")
    String domain = "localhost";

    @Option(names = "--transport", defaultValue = "TCP", description = "tcp (default), websocket or bosh")
    Transport transport = Transport.TCP;

    @Option(names = "--path", description = "of WebSocket (/ws-xmpp) or BOSH (/http-bind)")
    Optional<String> path = Optional.empty();

    @Option(names = "--tls", defaultValue = "NONE", description = "none (default), starttls or direct")
    Security security = Security.NONE;

    @Option(names = "--proxy", defaultValue = "NONE", description = "PROXY header first: none (default), v1 or v2")
    ProxyHeader proxy = ProxyHeader.NONE;

    @Option(names = "--sources", defaultValue = "1", description = "addresses to connect from (1)")
    int sources = 1;

    @Option(names = "--concurrency", defaultValue = "64", description = "logins or connects under way (64)")
    int concurrency = 64;

    @Option(names = "--timeout", defaultValue = "30", paramLabel = "SECONDS", description = "for each login (30)")
    Duration timeout = Duration.ofSeconds(30);

    @Option(names = "--sm", description = "enable stream management (XEP-0198) and answer its requests")
    boolean management;

    @Option(names = "--pid", description = "of the server, to tell its processor time and memory")
    Optional<Long> pid = Optional.empty();

    @Option(names = "--json", description = "one line of JSON rather than a table")
    boolean json;

    int run(Scenario scenario, AccountOptions options) throws InterruptedException {
        return run(scenario, options.accounts());
    }

    int run(Scenario scenario, MessageOptions options) throws InterruptedException {
        return run(scenario, options.accounts());
    }

    int run(Scenario scenario, Accounts accounts) throws InterruptedException {
        Report report = scenario.run(plan(accounts));
        System.out.print(json ? report.json() + System.lineSeparator() : report.table());
        return report.clean() ? 0 : 1;
    }

    private Plan plan(Accounts accounts) {
        if (pid.isPresent() && Processes.tree(pid.get()).rss() == 0) {
            throw new ParameterException(command.commandLine(), "no process has the number " + pid.get());
        }
        try {
            return new Plan(
                    new Target(host, port, domain, transport, path.orElseGet(this::usual), security, proxy, sources),
                    accounts,
                    concurrency,
                    timeout,
                    management,
                    pid.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private String usual() {
        return transport == Transport.BOSH ? "/http-bind" : "/ws-xmpp";
    }
}
