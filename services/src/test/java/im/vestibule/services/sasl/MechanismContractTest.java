package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Remembering;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every mechanism does. Where one has no part in a rule, as one without names has none in how names are spelled, the
 * rule holds for it by having nothing to break. The numbers are those of the list of hostile inputs.
 */
@ParameterizedClass
@MethodSource("mechanisms")
final class MechanismContractTest {
    static Stream<Mechanism> mechanisms() {
        return open().offer(House.CERTIFIED).mechanisms().stream();
    }

    private static final String UNBOUND = "n,";
    private static final String BOUND = "p=tls-exporter,";
    private static final String JULIET = "juliet";
    private static final String WRONG = "wrong";

    private final Mechanism mechanism;
    private final House house = open();

    MechanismContractTest(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    /** With every door open. */
    private static House open() {
        House house = new House();
        for (Remembering backend : List.of(house.backend, house.other)) {
            backend.certified = true;
            backend.strangers = true;
            backend.bearers = true;
        }
        return house;
    }

    private Exchange exchange() {
        return exchange(JULIET);
    }

    /**
     * @param certified whom the client's certificate names
     */
    private Exchange exchange(String certified) {
        Certified client = new Certified(
                List.of(Jid.of(certified, House.DOMAIN, "").orElseThrow()), Optional.empty(), Optional.empty());
        return house.offer(new Layer(House.TLS, Optional.of(client)))
                .start(mechanism.name())
                .orElseThrow();
    }

    private Client client(String authzid, String user, String password) {
        String proof = password.equals(House.PASSWORD) ? "right" : WRONG;
        return switch (mechanism) {
            case Mechanism.External _ -> new Client.Saying(authzid);
            case Mechanism.Anonymous _ -> new Client.Saying(user);
            case Mechanism.Plain() -> new Client.PlainClient(authzid, user, password);
            case Mechanism.OAuthBearer() -> new Client.BearerClient(authzid, "bearer." + user + "." + proof);
            case Mechanism.XOAuth() -> new Client.Saying((proof.equals("right") ? "own " : "forged ") + user);
            case Mechanism.Scram(var hash, boolean plus) ->
                new Client.ScramClient(
                        hash,
                        user,
                        password,
                        "client",
                        (plus ? BOUND : UNBOUND) + (authzid.isEmpty() ? "" : "a=" + authzid) + ",",
                        plus ? House.TLS.data("tls-exporter") : new byte[0]);
        };
    }

    /** Who it is that knows the right password. */
    private Client juliet() {
        return client("", JULIET, House.PASSWORD);
    }

    private Step login(String authzid, String user, String password) {
        return house.run(exchange(), client(authzid, user, password));
    }

    /** Whether the client proves that it is somebody by a name and a password. */
    private boolean hasPasswords() {
        return mechanism instanceof Mechanism.Plain || mechanism instanceof Mechanism.Scram;
    }

    private boolean hasIdentities() {
        return !(mechanism instanceof Mechanism.Anonymous) && !(mechanism instanceof Mechanism.XOAuth);
    }

    private static Step failure(SaslFailure.Condition condition) {
        return Step.Failure.of(condition);
    }

    @Test
    void letsInWhoProvesToBeSomebody() {
        Client client = juliet();

        assertThat(house.run(exchange(), client)).isInstanceOfSatisfying(Step.Success.class, success -> {
            assertThat(client.believes(new String(success.data().bytes(), UTF_8)))
                    .isTrue();
            if (mechanism instanceof Mechanism.Anonymous) {
                assertThat(success.account().toString()).matches("[0-9a-f]{32}@door\\.test");
            } else {
                assertThat(success.account()).isEqualTo(House.JULIET);
            }
        });
    }

    @Test
    void takesTheNameAsAddressesArePrepared() {
        if (hasPasswords()) {
            assertThat(login("", "JULIET", House.PASSWORD)).isInstanceOf(Step.Success.class);
            assertThat(login("", "juliet@door.test", House.PASSWORD)).isInstanceOf(Step.Success.class);
        }
    }

    /** A wrong password, a token that is forged, a certificate of nobody's, a house that takes no strangers. */
    @Test
    void refusesWhoProvesNothing() {
        house.backend.strangers = mechanism instanceof Mechanism.Anonymous;
        Exchange exchange = exchange("nobody");
        house.backend.strangers = false;

        assertThat(house.run(exchange, client("", JULIET, WRONG))).isEqualTo(failure(NOT_AUTHORIZED));
    }

    @Test
    void refusesAWrongPasswordLikeAnUnknownUser() {
        if (!(mechanism instanceof Mechanism.Anonymous) && !(mechanism instanceof Mechanism.External)) {
            assertThat(login("", JULIET, WRONG)).isEqualTo(failure(NOT_AUTHORIZED));
            assertThat(login("", "nobody", WRONG)).isEqualTo(failure(NOT_AUTHORIZED));
            assertThat(login("", "nobody", House.PASSWORD)).isEqualTo(failure(NOT_AUTHORIZED));
        }
    }

    @Test
    void refusesNamesNobodyCanHave() {
        for (String name : List.of("juliet@elsewhere.test", "juliet@", "@door.test", "a b")) {
            if (hasPasswords()) {
                assertThat(login("", name, House.PASSWORD)).isEqualTo(failure(NOT_AUTHORIZED));
            }
        }
    }

    @Test
    void letsNobodyActAsAnother_S01() {
        if (!hasIdentities()) {
            return;
        }
        assertThat(login("juliet@door.test", JULIET, House.PASSWORD)).isInstanceOf(Step.Success.class);
        for (String other : List.of(
                "romeo@door.test", "juliet@elsewhere.test", "juliet@door.test/balcony", "door.test", "@", "juliet")) {
            assertThat(login(other, JULIET, House.PASSWORD)).as(other).isEqualTo(failure(INVALID_AUTHZID));
        }
    }

    /** Neither offered nor, should that have changed since, accepted. */
    @Test
    void countsAllowedMethodsOnly_S04() {
        Exchange exchange = exchange();
        house.other.strangers = false;
        house.methods = Set.of(AuthMethod.LDAP);

        assertThat(house.run(exchange, juliet())).isEqualTo(failure(NOT_AUTHORIZED));
        Offer offer = Offer.of(House.MECHANISMS, house.accounts, House.DOMAIN, Set.of(), House.CERTIFIED);
        assertThat(offer.start(mechanism.name())).isEmpty();
    }

    @Test
    void acceptsItByItsExactNameOnly_S04() {
        assertThat(house.offer(House.CERTIFIED).start(mechanism.name().toLowerCase(Locale.ROOT)))
                .isEmpty();
        assertThat(house.offer(House.CERTIFIED).start(mechanism.name() + " ")).isEmpty();
    }

    @Test
    void cannotTellWhileTheBackEndIsDown_S09() {
        house.backend.down = true;

        assertThat(login("", JULIET, House.PASSWORD)).isEqualTo(failure(TEMPORARY_AUTH_FAILURE));
        assertThat(login("", JULIET, WRONG)).isEqualTo(failure(TEMPORARY_AUTH_FAILURE));
    }

    @Test
    void asksForTheFirstMessageIfTheClientDidNotSendIt() {
        Exchange exchange = exchange();

        if (mechanism.name().equals("ANONYMOUS")) {
            // It may have nothing to say (XEP-0175).
            assertThat(exchange.begin()).isInstanceOf(Step.Need.Welcome.class);
            return;
        }
        assertThat(exchange.begin()).isEqualTo(new Step.Challenge(""));
        assertThat(house.run(exchange, juliet())).isInstanceOf(Step.Success.class);
    }

    @Test
    void isOverAfterASuccess_S11() {
        Exchange exchange = exchange();
        Client client = juliet();
        house.run(exchange, client);

        assertThat(house.say(exchange, client.first())).isEqualTo(failure(MALFORMED_REQUEST));
    }

    @Test
    void isOverAfterAFailure_S11() {
        house.backend.down = true;
        Exchange exchange = exchange();
        Client client = juliet();
        house.run(exchange, client);
        house.backend.down = false;

        assertThat(house.say(exchange, client.first())).isEqualTo(failure(MALFORMED_REQUEST));
    }

    @Test
    void refusesAResponseWhileItIsBeingLookedUp_S11() {
        Exchange exchange = exchange();
        byte[] first = juliet().first().getBytes(UTF_8);

        assertThat(exchange.step(first)).isInstanceOf(Step.Need.class);
        assertThat(exchange.step(first)).isEqualTo(failure(MALFORMED_REQUEST));
    }

    @Test
    void mindsThatOnlyWhatWasAskedIsAnswered() {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> exchange.resume(new Answer.Unavailable())).isInstanceOf(IllegalStateException.class);

        Step need = exchange.step(juliet().first().getBytes(UTF_8));
        Answer other = need instanceof Step.Need.Keys
                ? new Answer.Accepted()
                : new Answer.Keys(Remembering.keys(Hash.SHA, new Secret("x"), new byte[] {1}, 1));
        assertThatThrownBy(() -> exchange.resume(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(exchange().step(new byte[] {0, 'j', 0, (byte) 0xc0, (byte) 0x80}))
                .isEqualTo(failure(MALFORMED_REQUEST));
        assertThat(exchange().step("n,,n=j\u00fc,r=a".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(failure(MALFORMED_REQUEST));
    }

    /** S03: each is nothing that this mechanism could make sense of. */
    @Test
    void refusesWhatDoesNotFollowItsGrammar_S03() {
        List<String> broken = switch (mechanism) {
            case Mechanism.Plain() -> List.of("", "juliet", "\0juliet", "\0juliet\0", "\0\0x", "\0juliet\0x\0");
            case Mechanism.Scram _ -> List.of("", "n,,", "n=juliet,r=x", "m=x,n,,n=juliet,r=x");
            case Mechanism.OAuthBearer() ->
                List.of("", "\u0001", "n,,", "n,,\u0001\u0001", "n,,\u0001auth=Basic x\u0001\u0001");
            case Mechanism.Anonymous() -> List.of("juliet\0", "juliet\u0001", "x".repeat(256));
            case Mechanism.XOAuth() -> List.of("");
            // Any text may be an identity, if only a wrong one.
            case Mechanism.External _ -> List.of();
        };
        for (String message : broken) {
            assertThat(house.say(exchange(), message)).as(message).isEqualTo(failure(MALFORMED_REQUEST));
        }
    }

    @Test
    void refusesMessagesOfOneByteTooMany() {
        String first = juliet().first();
        int room = Exchange.MAX_MESSAGE - first.length();
        String padded = switch (mechanism) {
            case Mechanism.Plain() -> "\0juliet\0" + "p".repeat(Exchange.MAX_MESSAGE - 8);
            case Mechanism.OAuthBearer() -> first.replace("host=", "host=" + "h".repeat(room));
            case Mechanism.Scram _, Mechanism.XOAuth _, Mechanism.Anonymous _, Mechanism.External _ ->
                first + "r".repeat(room);
        };
        boolean takesLong =
                hasPasswords() || mechanism instanceof Mechanism.XOAuth || mechanism instanceof Mechanism.OAuthBearer;

        assertThat(exchange().step(padded.getBytes(UTF_8)) instanceof Step.Need).isEqualTo(takesLong);
        assertThat(exchange().step((padded + "r").getBytes(UTF_8))).isEqualTo(failure(MALFORMED_REQUEST));
    }

    @Test
    void hasAnAnswerForAnything() {
        Random random = new Random(6120);
        byte[] valid = client("", JULIET, House.PASSWORD).first().getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = valid.clone();
            for (int changes = random.nextInt(1, 4); changes > 0 && mutant.length > 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Exchange exchange = exchange();
            Step step = house.settle(exchange, exchange.step(mutant));

            if (step instanceof Step.Challenge) {
                mutant = new byte[random.nextInt(40)];
                random.nextBytes(mutant);
                step = house.settle(exchange, exchange.step(mutant));
            }
            // A changed byte may leave the password and name as they were, as in the case of a letter.
            assertThat(step).isInstanceOfAny(Step.Failure.class, Step.Success.class);
        }
    }

    @Test
    void showsNoSecret() {
        Exchange exchange = exchange();
        Step need = exchange.step(juliet().first().getBytes(UTF_8));

        for (String secret : List.of(House.PASSWORD, "bearer.", "own ")) {
            assertThat(need.toString()).doesNotContain(secret);
            assertThat(exchange.toString()).doesNotContain(secret);
        }
        if (need instanceof Step.Need asked) {
            assertThat(asked.ask(house.accounts, House.METHODS).toString())
                    .doesNotContain(House.PASSWORD)
                    .matches("(?s)\\w+\\[(keys=\\*\\*\\*|bearer=Accepted\\[.*])?]");
        }
    }
}
