package im.vestibule.services.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.account.Hash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0474. */
final class AdvertisedTest {
    private static final Advertised EXAMPLE =
            new Advertised(List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"), List.of("tls-server-end-point", "tls-exporter"));

    /** The example of the XEP. */
    @Test
    void givesTheDigestOfTheSpecification() {
        assertThat(EXAMPLE.digest(Hash.SHA)).isEqualTo("G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    }

    @Test
    void dependsOnAllThatWasTold() {
        assertThat(new Advertised(EXAMPLE.mechanisms(), List.of()).digest(Hash.SHA))
                .isNotEqualTo(EXAMPLE.digest(Hash.SHA));
        assertThat(new Advertised(List.of("SCRAM-SHA-1"), EXAMPLE.bindings()).digest(Hash.SHA))
                .isNotEqualTo(EXAMPLE.digest(Hash.SHA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512"})
    void isToldByScram(String name) {
        House house = new House();
        Offer offer = house.offer(House.TLS);
        Step step = house.say(
                offer.start(name).orElseThrow(),
                (name.endsWith("-PLUS") ? "p=tls-exporter,," : "n,,") + "n=juliet,r=client");
        Hash hash = name.contains("256") ? Hash.SHA256 : name.contains("512") ? Hash.SHA512 : Hash.SHA;

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        challenge -> assertThat(challenge.message())
                                .endsWith(",h=" + offer.advertised().digest(hash)));
    }

    /** Another profile has told something else. */
    @Test
    void isAboutTheProfileInUse() {
        House house = new House();
        Step step =
                house.say(house.offer(House.TLS).start("SCRAM-SHA-1", EXAMPLE).orElseThrow(), "n,,n=juliet,r=client");

        assertThat(step.toString()).contains(",h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    }
}
