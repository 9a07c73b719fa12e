package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.Secret;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Remembering;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every mechanism with passwords does. The numbers are those of the list of hostile inputs. */
@ParameterizedClass
@MethodSource("mechanisms")
final class MechanismContractTest {
    static Stream<Mechanism> mechanisms() {
        return new House().offer(House.TLS).mechanisms().stream();
    }

    private static final String UNBOUND = "n,";
    private static final String BOUND = "p=tls-exporter,";

    private final Mechanism mechanism;

    MechanismContractTest(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    private final House house = new House();

    private Exchange exchange() {
        return house.offer(House.TLS).start(mechanism.name()).orElseThrow();
    }

    private Client client(String authzid, String user, String password) {
        return switch (mechanism) {
            case Mechanism.External _ -> throw new IllegalStateException("knows no password");
            case Mechanism.Plain() -> new Client.PlainClient(authzid, user, password);
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

    private Step login(String authzid, String user, String password) {
        return house.run(exchange(), client(authzid, user, password));
    }

    @Test
    void letsInWhoKnowsThePassword() {
        Client client = client("", "juliet", House.PASSWORD);

        assertThat(house.run(exchange(), client)).isInstanceOfSatisfying(Step.Success.class, success -> {
            assertThat(success.account()).isEqualTo(House.JULIET);
            assertThat(client.believes(new String(success.data().bytes(), UTF_8)))
                    .isTrue();
        });
    }

    @Test
    void takesTheNameAsAddressesArePrepared() {
        assertThat(login("", "JULIET", House.PASSWORD)).isInstanceOf(Step.Success.class);
        assertThat(login("", "juliet@door.test", House.PASSWORD)).isInstanceOf(Step.Success.class);
    }

    @Test
    void refusesAWrongPasswordLikeAnUnknownUser() {
        assertThat(login("", "juliet", "wrong")).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        assertThat(login("", "nobody", "wrong")).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        assertThat(login("", "nobody", House.PASSWORD)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }

    @Test
    void refusesNamesNobodyCanHave() {
        assertThat(login("", "juliet@elsewhere.test", House.PASSWORD)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        assertThat(login("", "juliet@", House.PASSWORD)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        assertThat(login("", "@door.test", House.PASSWORD)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        assertThat(login("", "a b", House.PASSWORD)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }

    @Test
    void letsNobodyActAsAnother_S01() {
        assertThat(login("juliet@door.test", "juliet", House.PASSWORD)).isInstanceOf(Step.Success.class);
        assertThat(login("romeo@door.test", "juliet", House.PASSWORD)).isEqualTo(Step.Failure.of(INVALID_AUTHZID));
        assertThat(login("juliet@elsewhere.test", "juliet", House.PASSWORD))
                .isEqualTo(Step.Failure.of(INVALID_AUTHZID));
        assertThat(login("juliet@door.test/balcony", "juliet", House.PASSWORD))
                .isEqualTo(Step.Failure.of(INVALID_AUTHZID));
        assertThat(login("door.test", "juliet", House.PASSWORD)).isEqualTo(Step.Failure.of(INVALID_AUTHZID));
        assertThat(login("@", "juliet", House.PASSWORD)).isEqualTo(Step.Failure.of(INVALID_AUTHZID));
    }

    @Test
    void cannotTellWhileTheBackEndIsDown_S09() {
        house.backend.down = true;

        assertThat(login("", "juliet", House.PASSWORD)).isEqualTo(Step.Failure.of(TEMPORARY_AUTH_FAILURE));
        assertThat(login("", "juliet", "wrong")).isEqualTo(Step.Failure.of(TEMPORARY_AUTH_FAILURE));
    }

    @Test
    void asksForTheFirstMessageIfTheClientDidNotSendIt() {
        Exchange exchange = exchange();

        assertThat(exchange.begin()).isEqualTo(new Step.Challenge(""));
        assertThat(house.run(exchange, client("", "juliet", House.PASSWORD))).isInstanceOf(Step.Success.class);
    }

    @Test
    void isOverAfterASuccess_S11() {
        Exchange exchange = exchange();
        Client client = client("", "juliet", House.PASSWORD);
        house.run(exchange, client);

        assertThat(house.say(exchange, client.first())).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @Test
    void isOverAfterAFailure_S11() {
        Exchange exchange = exchange();
        Client client = client("", "juliet", House.PASSWORD);
        house.run(exchange, client("", "juliet", "wrong"));

        assertThat(house.say(exchange, client.first())).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @Test
    void refusesAResponseWhileItIsBeingLookedUp_S11() {
        Exchange exchange = exchange();
        byte[] first = client("", "juliet", House.PASSWORD).first().getBytes(UTF_8);

        assertThat(exchange.step(first)).isInstanceOf(Step.Need.class);
        assertThat(exchange.step(first)).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @Test
    void mindsThatOnlyWhatWasAskedIsAnswered() {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> exchange.resume(new Answer.Unavailable())).isInstanceOf(IllegalStateException.class);

        Step need = exchange.step(client("", "juliet", "wrong").first().getBytes(UTF_8));
        Answer other = need instanceof Step.Need.Keys
                ? new Answer.Accepted()
                : new Answer.Keys(Remembering.keys(Hash.SHA, new Secret("x"), new byte[] {1}, 1));
        assertThatThrownBy(() -> exchange.resume(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(exchange().step(new byte[] {0, 'j', 0, (byte) 0xc0, (byte) 0x80}))
                .isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
        assertThat(exchange().step("n,,n=j\u00fc,r=a".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @Test
    void refusesMessagesOfOneByteTooMany() {
        Client client = client("", "juliet", House.PASSWORD);
        String first = client.first();
        String padded = mechanism instanceof Mechanism.Plain
                ? "\0juliet\0" + "p".repeat(Exchange.MAX_MESSAGE - 8)
                : first + "r".repeat(Exchange.MAX_MESSAGE - first.length());

        assertThat(exchange().step(padded.getBytes(UTF_8))).isInstanceOf(Step.Need.class);
        assertThat(exchange().step((padded + "r").getBytes(UTF_8))).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @Test
    void hasAnAnswerForAnything() {
        Random random = new Random(6120);
        byte[] valid = client("", "juliet", House.PASSWORD).first().getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = valid.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
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
        Step need = exchange.step(client("", "juliet", House.PASSWORD).first().getBytes(UTF_8));

        assertThat(need.toString()).doesNotContain(House.PASSWORD);
        assertThat(exchange.toString()).doesNotContain(House.PASSWORD);
        if (need instanceof Step.Need asked) {
            assertThat(asked.ask(house.accounts, House.METHODS).toString()).matches("\\w+\\[(keys=\\*\\*\\*)?]");
        }
    }
}
