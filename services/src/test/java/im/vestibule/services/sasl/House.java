package im.vestibule.services.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Remembering;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A domain with two accounts, and the part of a stream that drives an exchange. */
final class House {
    static final String DOMAIN = "door.test";
    static final Jid JULIET = Jid.of("juliet@door.test");
    static final Jid ROMEO = Jid.of("romeo@door.test");
    static final String PASSWORD = "r0m30, & = co";
    static final Set<AuthMethod> METHODS = Set.of(AuthMethod.INTERNAL);

    /** TLS with one kind of binding. */
    static final ChannelBinding TLS = new ChannelBinding() {
        @Override
        public List<String> types() {
            return List.of("tls-exporter");
        }

        @Override
        public byte[] data(String type) {
            return ("channel by " + type).getBytes(UTF_8);
        }
    };

    final Remembering backend = new Remembering(AuthMethod.INTERNAL);
    final Accounts accounts = new Accounts(
            Map.of(DOMAIN, new Accounts.Domain(List.of(backend), Remembering.ITERATIONS, Limit.INFINITY)),
            new Decoys(new byte[32]));

    House() {
        backend.put(JULIET, new Secret(PASSWORD));
        backend.put(ROMEO, new Secret("another"));
    }

    Offer offer(ChannelBinding channel) {
        return Offer.of(List.of(AuthSpec.Mechanism.values()), accounts, DOMAIN, METHODS, channel);
    }

    /** Does what is needed until it is the client's turn, or all is over. */
    Step settle(Exchange exchange, Step step) {
        Step next = step;
        while (next instanceof Step.Need need) {
            next = exchange.resume(need.ask(accounts, METHODS));
        }
        return next;
    }

    Step say(Exchange exchange, String message) {
        return settle(exchange, exchange.step(message.getBytes(UTF_8)));
    }

    Step run(Exchange exchange, Client client) {
        Step step = say(exchange, client.first());
        while (step instanceof Step.Challenge(String message)) {
            step = say(exchange, client.answer(message));
        }
        return step;
    }
}
