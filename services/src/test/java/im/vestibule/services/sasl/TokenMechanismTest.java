package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.CREDENTIALS_EXPIRED;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.SaslFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAUTHBEARER (RFC 7628) and X-OAUTH. */
final class TokenMechanismTest {
    private static final String TOLD = "{\"status\":\"invalid_token\"}";
    private static final Step SUCCESS = new Step.Success(House.JULIET, "");

    private final House house = new House();

    @BeforeEach
    void takeTokens() {
        house.backend.bearers = true;
    }

    private Exchange exchange(String name) {
        return house.offer(House.TLS).start(name).orElseThrow();
    }

    private Step bearer(String message) {
        return house.say(exchange("OAUTHBEARER"), message.replace('|', '\u0001'));
    }

    private Step xOAuth(String token) {
        return house.say(exchange("X-OAUTH"), token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,|auth=Bearer bearer.juliet.right||",
                "y,,|auth=Bearer bearer.juliet.right||",
                "n,a=juliet@door.test,|auth=bearer  bearer.juliet.right||",
                "n,,|host=x|port=1|auth=BEARER bearer.juliet.right|mthd=POST||",
                "n,,|qs=|auth=Bearer bearer.juliet.right ||",
                // In base64, a token of ours.
                "n,,|auth=Bearer b3duIGp1bGlldA==||"
            })
    void takesATokenHoweverItIsSaid(String message) {
        assertThat(bearer(message)).isEqualTo(SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "||",
                "n,,",
                "n,,||",
                "n,,|auth=Bearer bearer.juliet.right|",
                "n,,auth=Bearer bearer.juliet.right||",
                "n,,|auth=Bearer||",
                "n,,|auth=Bearer a b||",
                "n,,|auth=Bearer a\u00e9||",
                "n,,|auth=Basic bearer.juliet.right||",
                "n,,|auth=Bearer bearer.juliet.right|auth=Bearer bearer.romeo.right||",
                "n,,|host=x||",
                "p=tls-exporter,,|auth=Bearer bearer.juliet.right||",
                "F,n,,|auth=Bearer bearer.juliet.right||",
                "n,a=,|auth=Bearer bearer.juliet.right||",
                "n,a==2,|auth=Bearer bearer.juliet.right||",
                "n,,|auth=Bearer bearer.juliet.right||x"
            })
    void refusesWhatDoesNotFollowTheGrammar(String message) {
        assertThat(bearer(message)).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "'n,,|auth=Bearer bearer.juliet.wrong||', NOT_AUTHORIZED",
        "'n,,|auth=Bearer bearer.juliet.late||', CREDENTIALS_EXPIRED",
        "'n,a=romeo@door.test,|auth=Bearer bearer.juliet.right||', INVALID_AUTHZID",
        // It renews others, for which there is no place here: own juliet renews
        "'n,,|auth=Bearer b3duIGp1bGlldCByZW5ld3M=||', NOT_AUTHORIZED"
    })
    void tellsWhyBeforeItFails(String message, SaslFailure.Condition condition) {
        Exchange exchange = exchange("OAUTHBEARER");

        assertThat(house.say(exchange, message.replace('|', '\u0001'))).isEqualTo(new Step.Challenge(TOLD));
        assertThat(house.say(exchange, "\u0001")).isEqualTo(Step.Failure.of(condition));
        assertThat(house.say(exchange, "\u0001")).isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
    }

    /** Whose password is being guessed, as far as the client has said it. */
    @Test
    void knowsTheAccountByItsIdentity() {
        Exchange named = exchange("OAUTHBEARER");
        house.say(named, "n,a=romeo@door.test,\u0001auth=Bearer x\u0001\u0001");

        assertThat(named.account()).contains(House.ROMEO);
        assertThat(exchange("OAUTHBEARER").account()).isEmpty();
    }

    @Test
    void renewsATokenWithTheSuccess() {
        assertThat(xOAuth("own juliet")).isEqualTo(SUCCESS);
        assertThat(xOAuth("own juliet renews")).isEqualTo(new Step.Success(House.JULIET, "own juliet"));
        assertThat(xOAuth("own juliet renews").toString()).doesNotContain("own");
    }

    @Test
    void saysThatATokenIsTooOld() {
        assertThat(xOAuth("own late")).isEqualTo(Step.Failure.of(CREDENTIALS_EXPIRED));
    }

    @Test
    void takesNoTokenOfAnAccountThatIsGone() {
        assertThat(xOAuth("own nobody")).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }

    /** A token of a method's is none of ours. */
    @Test
    void takesOnlyOurOwnByXOAuth() {
        assertThat(xOAuth("bearer.juliet.right")).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }
}
