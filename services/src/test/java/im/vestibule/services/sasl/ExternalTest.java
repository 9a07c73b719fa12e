package im.vestibule.services.sasl;

import static im.vestibule.config.AuthSpec.ExternalIdentity.AUTH_ID;
import static im.vestibule.config.AuthSpec.ExternalIdentity.COMMON_NAME;
import static im.vestibule.config.AuthSpec.ExternalIdentity.STANDARD;
import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalTest {
    private static final Step JULIET = new Step.Success(House.JULIET, "");
    private static final Step ROMEO = new Step.Success(House.ROMEO, "");

    private final House house = new House();

    @BeforeEach
    void takeCertificates() {
        house.backend.certified = true;
    }

    private static Certified addresses(String... addresses) {
        return new Certified(Stream.of(addresses).map(Jid::of).toList(), Optional.empty(), Optional.empty());
    }

    private static Certified named(String commonName) {
        return new Certified(List.of(), Optional.of(commonName), Optional.empty());
    }

    private static Exchange exchange(Certified client, ExternalIdentity... order) {
        return new External(House.DOMAIN, List.of(order), client);
    }

    private Step login(String authzid, Certified client, ExternalIdentity... order) {
        return house.say(exchange(client, order), authzid);
    }

    private static Step failure(SaslFailure.Condition condition) {
        return Step.Failure.of(condition);
    }

    @Test
    void takesTheOnlyAddressOfACertificate() {
        assertThat(login("", addresses("juliet@door.test"), STANDARD)).isEqualTo(JULIET);
        assertThat(login("", addresses("juliet@door.test", "JULIET@door.test"), STANDARD))
                .isEqualTo(JULIET);
    }

    /** XEP-0178 §2: naming what is proved anyway does no harm. */
    @Test
    void takesTheOnlyAddressByItsNameToo() {
        assertThat(login("juliet@door.test", addresses("juliet@door.test"), STANDARD))
                .isEqualTo(JULIET);
        assertThat(login("Juliet@DOOR.test", addresses("juliet@door.test"), STANDARD))
                .isEqualTo(JULIET);
    }

    @Test
    void wantsToKnowWhichOfSeveralAddresses() {
        Certified both = addresses("juliet@door.test", "romeo@door.test");

        assertThat(login("", both, STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
        assertThat(login("juliet@door.test", both, STANDARD)).isEqualTo(JULIET);
        assertThat(login("romeo@door.test", both, STANDARD)).isEqualTo(ROMEO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "romeo@door.test",
                "romeo",
                "door.test",
                "juliet@elsewhere.test",
                "juliet@door.test/balcony",
                "@",
                "juliet@door.test\0",
                "a b@door.test"
            })
    void refusesAnIdentityThatIsNotInTheCertificate_S12(String authzid) {
        assertThat(login(authzid, addresses("juliet@door.test"), STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet@elsewhere.test", "door.test", "juliet@door.test/balcony"})
    void refusesAnAddressThatIsNoAccountOfTheDomain(String address) {
        assertThat(login("", addresses(address), STANDARD)).isEqualTo(failure(NOT_AUTHORIZED));
        assertThat(login(address, addresses(address), STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
    }

    @Test
    void findsNobodyInACertificateWithoutAddresses() {
        assertThat(login("", named("juliet"), STANDARD)).isEqualTo(failure(NOT_AUTHORIZED));
        assertThat(login("juliet@door.test", named("juliet"), STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
    }

    @ParameterizedTest
    @CsvSource({
        "juliet, '', true",
        "JULIET, '', true",
        "juliet, juliet@door.test, true",
        "romeo, juliet@door.test, false",
        "juliet, juliet@elsewhere.test, false"
    })
    void takesTheCommonNameForTheUser(String name, String authzid, boolean taken) {
        assertThat(login(authzid, named(name), COMMON_NAME)).isEqualTo(taken ? JULIET : failure(INVALID_AUTHZID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Juliet Capulet", "juliet@door.test", "juliet/balcony", "ju\0liet", ""})
    void refusesACommonNameThatIsNoUser(String name) {
        assertThat(login("", named(name), COMMON_NAME)).isEqualTo(failure(NOT_AUTHORIZED));
    }

    @Test
    void findsNobodyWithoutACommonName() {
        assertThat(login("", addresses("juliet@door.test"), COMMON_NAME)).isEqualTo(failure(NOT_AUTHORIZED));
    }

    @Test
    void takesTheClientsWordWhereThatIsTheRule() {
        assertThat(login("juliet@door.test", addresses(), AUTH_ID)).isEqualTo(JULIET);
        assertThat(login("juliet@elsewhere.test", addresses(), AUTH_ID)).isEqualTo(failure(INVALID_AUTHZID));
        assertThat(login("door.test", addresses(), AUTH_ID)).isEqualTo(failure(INVALID_AUTHZID));
        assertThat(login("", addresses("juliet@door.test"), AUTH_ID)).isEqualTo(failure(NOT_AUTHORIZED));
    }

    @Test
    void triesOneRuleAfterTheOtherAndTellsTheLastFailure() {
        Certified several = new Certified(List.of(House.JULIET, House.ROMEO), Optional.of("romeo"), Optional.empty());
        Certified strange =
                new Certified(List.of(House.JULIET, House.ROMEO), Optional.of("Romeo Montague"), Optional.empty());

        assertThat(login("", several, STANDARD, COMMON_NAME)).isEqualTo(ROMEO);
        assertThat(login("", strange, STANDARD, COMMON_NAME)).isEqualTo(failure(NOT_AUTHORIZED));
        assertThat(login("", strange, COMMON_NAME, STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
        assertThat(login("juliet@door.test", named("romeo"), STANDARD, COMMON_NAME, AUTH_ID))
                .isEqualTo(JULIET);
    }

    @Test
    void findsInWhatAProxyTellsTheCommonNameOnly() {
        Certified client = Certified.byProxy(Optional.of("juliet"));

        assertThat(login("", client, COMMON_NAME)).isEqualTo(JULIET);
        assertThat(login("", client, STANDARD)).isEqualTo(failure(NOT_AUTHORIZED));
        assertThat(login("juliet@door.test", client, STANDARD)).isEqualTo(failure(INVALID_AUTHZID));
    }

    @Test
    void letsInOnlyWhomAMethodAdmits() {
        assertThat(login("", addresses("nobody@door.test"), STANDARD)).isEqualTo(failure(NOT_AUTHORIZED));
        house.backend.certified = false;
        assertThat(login("", addresses("juliet@door.test"), STANDARD)).isEqualTo(failure(NOT_AUTHORIZED));
    }

    @Test
    void cannotTellWhileTheBackEndIsDown_S09() {
        house.backend.down = true;

        assertThat(login("", addresses("juliet@door.test"), STANDARD)).isEqualTo(failure(TEMPORARY_AUTH_FAILURE));
    }

    @Test
    void asksForTheIdentityIfTheClientDidNotSendIt() {
        Exchange exchange = exchange(addresses("juliet@door.test"), STANDARD);

        assertThat(exchange.begin()).isEqualTo(new Step.Challenge(""));
        assertThat(house.say(exchange, "")).isEqualTo(JULIET);
    }

    @Test
    void refusesWhatIsNotTextOrTooLong() {
        Exchange exchange = exchange(addresses("juliet@door.test"), AUTH_ID);

        assertThat(exchange.step(new byte[] {'j', (byte) 0xc0, (byte) 0x80})).isEqualTo(failure(MALFORMED_REQUEST));
        assertThat(login("j".repeat(Exchange.MAX_MESSAGE + 1), addresses(), AUTH_ID))
                .isEqualTo(failure(MALFORMED_REQUEST));
        assertThat(login("j".repeat(Exchange.MAX_MESSAGE), addresses(), AUTH_ID))
                .isEqualTo(failure(INVALID_AUTHZID));
    }

    @Test
    void isOverAfterASuccessAndAfterAFailure_S11() {
        for (String authzid : List.of("", "romeo@door.test")) {
            Exchange exchange = exchange(addresses("juliet@door.test"), STANDARD);
            house.say(exchange, authzid);

            assertThat(house.say(exchange, "")).isEqualTo(failure(MALFORMED_REQUEST));
        }
    }

    @Test
    void refusesAResponseWhileItIsBeingLookedUp_S11() {
        Exchange exchange = exchange(addresses("juliet@door.test"), STANDARD);

        assertThat(exchange.step(new byte[0]))
                .isEqualTo(new Step.Need.Admit(House.JULIET, addresses("juliet@door.test")));
        assertThat(exchange.step(new byte[0])).isEqualTo(failure(MALFORMED_REQUEST));
    }

    @Test
    void mindsThatOnlyWhatWasAskedIsAnswered() {
        Exchange exchange = exchange(addresses("juliet@door.test"), STANDARD);

        assertThatThrownBy(() -> exchange.resume(new Answer.Accepted())).isInstanceOf(IllegalStateException.class);
    }
}
