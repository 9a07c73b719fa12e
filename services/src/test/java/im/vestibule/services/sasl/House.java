package im.vestibule.services.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Bearer;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Remembering;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A domain with two accounts, and the part of a stream that drives an exchange. */
final class House {
    static final String DOMAIN = "door.test";
    static final Jid JULIET = Jid.of("juliet@door.test");
    static final Jid ROMEO = Jid.of("romeo@door.test");
    static final String PASSWORD = "r0m30, & = co";
    static final Set<AuthMethod> METHODS = Set.of(AuthMethod.INTERNAL);

    /** All there are, in the order of their names in the file. */
    static final List<Mechanism> MECHANISMS =
            Mechanism.of(List.of(AuthSpec.Mechanism.values()), List.of(AuthSpec.ExternalIdentity.STANDARD));

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

    /** The same with a certificate of Juliet's. */
    static final Layer CERTIFIED = new Layer(
            TLS, Optional.of(new Certified(List.of(JULIET), Optional.of("Juliet Capulet"), Optional.empty())));

    final Remembering backend = new Remembering(AuthMethod.INTERNAL);

    /** Another method, which knows nobody and is not allowed. */
    final Remembering other = new Remembering(AuthMethod.LDAP);

    /** What is allowed. */
    Set<AuthMethod> methods = METHODS;

    final Accounts accounts = new Accounts(
            Map.of(
                    DOMAIN,
                    new Methods(
                            List.of(backend, other),
                            Remembering.ITERATIONS,
                            Limit.INFINITY,
                            Optional.of(this::token),
                            true)),
            new Decoys(new byte[32]));

    House() {
        backend.put(JULIET, new Secret(PASSWORD));
        backend.put(ROMEO, new Secret("another"));
    }

    /** Tokens of ours: {@code own LOCALPART}, or {@code own LOCALPART renews}. */
    private Bearer token(String domain, Secret token) {
        String[] words = token.reveal().split(" ", -1);
        if (backend.down) {
            return new Bearer.Unavailable();
        }
        if (words.length < 2 || !words[0].equals("own")) {
            return new Bearer.Refused();
        }
        if (words[1].equals("late")) {
            return new Bearer.Expired();
        }
        return Jid.of(words[1], DOMAIN, "")
                .filter(jid -> !jid.local().isEmpty())
                .<Bearer>map(jid -> new Bearer.Accepted(
                        jid, words.length > 2 ? Optional.of(new Secret("own " + words[1])) : Optional.empty()))
                .orElseGet(Bearer.Refused::new);
    }

    Offer offer(ChannelBinding channel) {
        return offer(new Layer(channel, Optional.empty()));
    }

    Offer offer(Layer layer) {
        return Offer.of(MECHANISMS, accounts, DOMAIN, METHODS, layer);
    }

    /** Does what is needed until it is the client's turn, or all is over. */
    Step settle(Exchange exchange, Step step) {
        Step next = step;
        while (next instanceof Step.Need need) {
            next = exchange.resume(need.ask(accounts, methods));
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
