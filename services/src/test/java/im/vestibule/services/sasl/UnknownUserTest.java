package im.vestibule.services.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Methods;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * S08: who asks for an unknown user learns nothing, neither from what is said nor from how long it takes. A clock would
 * measure this machine; what is compared is the work that takes time: keys derived, and HMACs made.
 */
final class UnknownUserTest {
    private static final int ITERATIONS = 4;

    @TempDir
    private Path directory;

    /** One failed login: what was said, without nonces, and what it cost. */
    private record Attempt(List<String> said, long derivations, Map<String, Integer> macs) {}

    @ParameterizedTest
    @CsvSource({
        "SCRAM, SCRAM-SHA-1",
        "SCRAM, SCRAM-SHA-256",
        "SCRAM, SCRAM-SHA-512",
        "SCRAM, PLAIN",
        "PLAIN, SCRAM-SHA-1",
        "PLAIN, SCRAM-SHA-512",
        "PLAIN, PLAIN"
    })
    void cannotBeToldFromAKnownOne(AuthSpec.Password.Format format, String mechanism) {
        try (Store store = Store.open(directory);
                CountingMacs macs = CountingMacs.open()) {
            Derivation derivation = new Derivation();
            Decoys decoys = new Decoys(new byte[32]);
            AuthSpec.Password password =
                    new AuthSpec.Password(format, List.of(AuthSpec.Password.Hash.values()), ITERATIONS);
            Internal internal = new Internal(store, derivation, decoys, password);
            internal.register(House.JULIET, new Secret(House.PASSWORD), Limit.INFINITY);
            Accounts accounts = new Accounts(
                    Map.of(House.DOMAIN, new Methods(List.of(internal), ITERATIONS, Limit.INFINITY)), decoys);

            Attempt known = attempt(accounts, derivation, macs, mechanism, "juliet");
            Attempt unknown = attempt(accounts, derivation, macs, mechanism, "nobody");
            assertThat(unknown.derivations()).isEqualTo(known.derivations());
            assertThat(unknown.macs()).isEqualTo(known.macs());
            assertThat(unknown.said()).hasSameSizeAs(known.said());
            assertThat(unknown.said().getLast()).isEqualTo(known.said().getLast());
            assertThat(unknown.said().getFirst()).hasSameSizeAs(known.said().getFirst());

            // The second time, what was remembered of the first is remembered of both.
            Attempt knownAgain = attempt(accounts, derivation, macs, mechanism, "juliet");
            Attempt unknownAgain = attempt(accounts, derivation, macs, mechanism, "nobody");
            assertThat(knownAgain.said()).isEqualTo(known.said());
            assertThat(unknownAgain.said()).isEqualTo(unknown.said());
            assertThat(unknownAgain.derivations()).isEqualTo(knownAgain.derivations());
            assertThat(unknownAgain.macs()).isEqualTo(knownAgain.macs());
        }
    }

    private static Attempt attempt(
            Accounts accounts, Derivation derivation, CountingMacs macs, String mechanism, String user) {
        Exchange exchange = Offer.of(House.MECHANISMS, accounts, House.DOMAIN, House.METHODS, Layer.NONE)
                .start(mechanism)
                .orElseThrow();
        macs.take();
        long before = derivation.runs();
        List<String> said = new ArrayList<>();
        String message = mechanism.equals("PLAIN") ? "\0" + user + "\0wrong" : "n,,n=" + user + ",r=client";
        Step step = exchange.step(message.getBytes(UTF_8));
        while (!(step instanceof Step.Failure)) {
            switch (step) {
                case Step.Need need -> step = exchange.resume(need.ask(accounts, House.METHODS));
                case Step.Challenge(String challenge) -> {
                    String nonce = challenge.substring(0, challenge.indexOf(','));
                    said.add(challenge.substring(nonce.length()));
                    step = exchange.step(("c=biws," + nonce + ",p=" + proof(mechanism)).getBytes(UTF_8));
                }
                case Step.Failure _ -> {}
                case Step.Success success -> throw new AssertionError(success);
            }
        }
        said.add(step.toString());
        return new Attempt(said, derivation.runs() - before, macs.take());
    }

    private static String proof(String mechanism) {
        int length = switch (mechanism) {
            case "SCRAM-SHA-1" -> 20;
            case "SCRAM-SHA-256" -> 32;
            default -> 64;
        };
        return Base64.getEncoder().encodeToString(new byte[length]);
    }
}
