package im.vestibule.http;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.model.Jid;
import im.vestibule.services.login.FailedLogins;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds out who asks before a request is answered. Answers wait as long as earlier failures say, just as clients' logins do;
 * what an answer is made of does not wait with it. One for all APIs of a listener.
 */
final class Gate {
    /**
     * Failed logins of an address before answers to it wait, where the file does not say. A stream ends after a few; a connection
     * by HTTP does not.
     */
    static final Limit FAILURES_PER_ADDRESS = new Limit(10);

    private final Optional<FailedLogins> failures;

    Gate(LimitsSpec limits) {
        failures = FailedLogins.of(limits, FAILURES_PER_ADDRESS);
    }

    /**
     * Answers a request.
     *
     * @param who can come in
     * @param answer is made on a virtual thread
     */
    void admit(Exchange exchange, Authenticator who, Function<Login, Response> answer) {
        Authorization said = Authorization.of(exchange.request().headers());
        Optional<InetAddress> client = exchange.origin().connection().address();
        exchange.settle(() -> {
            Login login = login(said, who);
            Response made = answer.apply(login);
            return new Exchange.Late(() -> exchange.answer(made), delay(said, login, who, client));
        });
    }

    /**
     * Begins an answer that goes on, or refuses to.
     *
     * @param refusal what to say to who may not; made on a virtual thread
     * @param begin is given the exchange on its loop
     */
    void open(
            Exchange exchange,
            Authenticator who,
            Function<Login, Optional<Response>> refusal,
            Consumer<Exchange> begin) {
        Authorization said = Authorization.of(exchange.request().headers());
        Optional<InetAddress> client = exchange.origin().connection().address();
        exchange.settle(() -> {
            Login login = login(said, who);
            Optional<Response> refused = refusal.apply(login);
            return new Exchange.Late(
                    () -> refused.ifPresentOrElse(exchange::answer, () -> begin.accept(exchange)),
                    delay(said, login, who, client));
        });
    }

    private static Login login(Authorization said, Authenticator who) {
        return switch (said) {
            case Authorization.None _ -> new Login.In(who.nameless());
            case Authorization.Malformed _ -> new Login.Malformed();
            case Authorization.Basic given -> who.check(given);
        };
    }

    private Duration delay(Authorization said, Login login, Authenticator who, Optional<InetAddress> client) {
        if (failures.isEmpty() || !(said instanceof Authorization.Basic given)) {
            return Duration.ZERO;
        }
        Optional<Jid> account = who.account(given.name());
        long now = System.nanoTime();
        return switch (login) {
            case Login.In _ -> failures.get().succeeded(client, account.orElseThrow(), now);
            case Login.Wrong _ -> failures.get().failed(client, account, now);
            case Login.Malformed _, Login.Unavailable _ -> Duration.ZERO;
        };
    }
}
