package im.vestibule.services.sasl;

import static im.vestibule.config.AuthSpec.ExternalIdentity.STANDARD;
import static im.vestibule.config.AuthSpec.Mechanism.ANONYMOUS;
import static im.vestibule.config.AuthSpec.Mechanism.EXTERNAL;
import static im.vestibule.config.AuthSpec.Mechanism.PLAIN;
import static im.vestibule.config.AuthSpec.Mechanism.SCRAM_SHA1;
import static im.vestibule.config.AuthSpec.Mechanism.SCRAM_SHA256;
import static im.vestibule.config.AuthSpec.Mechanism.SCRAM_SHA256_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.services.account.Hash;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OfferTest {
    private final House house = new House();

    private Offer offer(ChannelBinding channel, AuthSpec.Mechanism... configured) {
        return Offer.of(
                Mechanism.of(List.of(configured), List.of(STANDARD)),
                house.accounts,
                House.DOMAIN,
                House.METHODS,
                new Layer(channel, Optional.empty()));
    }

    private static List<String> names(Offer offer) {
        return offer.mechanisms().stream().map(Mechanism::name).toList();
    }

    @Test
    void keepsTheOrderOfTheFile() {
        assertThat(names(offer(House.TLS, PLAIN, SCRAM_SHA1, SCRAM_SHA256_PLUS, SCRAM_SHA256)))
                .containsExactly("PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
    }

    @Test
    void offersAllThatAreBuiltByTheirRegisteredNames() {
        assertThat(names(house.offer(House.TLS)))
                .containsExactly(
                        "SCRAM-SHA-512-PLUS",
                        "SCRAM-SHA-512",
                        "SCRAM-SHA-384-PLUS",
                        "SCRAM-SHA-384",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-224-PLUS",
                        "SCRAM-SHA-224",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-1",
                        "PLAIN",
                        "OAUTHBEARER",
                        "X-OAUTH");
    }

    @Test
    void welcomesStrangersWhereAMethodDoes() {
        assertThat(names(offer(House.TLS, ANONYMOUS))).isEmpty();
        house.backend.strangers = true;

        assertThat(names(offer(House.TLS, ANONYMOUS))).containsExactly("ANONYMOUS");
    }

    @Test
    void takesNoTokensInTheClear() {
        house.backend.bearers = true;
        Mechanism bearer = new Mechanism.OAuthBearer();

        assertThat(names(house.offer(Layer.atProxy(Optional.empty())))).contains("OAUTHBEARER", "X-OAUTH");
        assertThat(names(house.offer(Layer.NONE))).doesNotContain("OAUTHBEARER", "X-OAUTH");
        assertThat(house.offer(Layer.NONE).start(bearer.name())).isEmpty();
    }

    @Test
    void tellsWhatItHasAdvertised() {
        assertThat(offer(House.TLS, PLAIN, SCRAM_SHA256_PLUS).advertised())
                .isEqualTo(new Advertised(List.of("PLAIN", "SCRAM-SHA-256-PLUS"), List.of("tls-exporter")));
        assertThat(offer(House.TLS, PLAIN).advertised()).isEqualTo(new Advertised(List.of("PLAIN"), List.of()));
    }

    @Test
    void bindsOnlyWhereThereIsAChannelToBindTo() {
        assertThat(offer(House.TLS, SCRAM_SHA256_PLUS).offersBinding()).isTrue();
        assertThat(offer(ChannelBinding.NONE, SCRAM_SHA256_PLUS).mechanisms()).isEmpty();
        assertThat(offer(ChannelBinding.NONE, SCRAM_SHA256_PLUS, SCRAM_SHA256).offersBinding())
                .isFalse();
    }

    @Test
    void offersOnlyHashesThatAreKept() {
        house.backend.hashes = Set.of(Hash.SHA);

        assertThat(names(offer(House.TLS, SCRAM_SHA256_PLUS, SCRAM_SHA256, SCRAM_SHA1, PLAIN)))
                .containsExactly("SCRAM-SHA-1", "PLAIN");
    }

    @Test
    void offersNothingWhereNoMethodIsAllowed() {
        Offer offer =
                Offer.of(House.MECHANISMS, house.accounts, House.DOMAIN, Set.of(AuthMethod.HTTP), House.CERTIFIED);

        assertThat(offer.mechanisms()).isEmpty();
    }

    @Test
    void offersExternalToWhomACertificateNamesWhereAMethodTakesThat() {
        assertThat(names(house.offer(House.CERTIFIED))).doesNotContain("EXTERNAL");
        house.backend.certified = true;

        assertThat(names(house.offer(House.CERTIFIED))).contains("EXTERNAL");
        assertThat(names(house.offer(House.TLS))).doesNotContain("EXTERNAL");
        assertThat(names(house.offer(Layer.NONE))).doesNotContain("EXTERNAL");
        assertThat(names(Offer.of(
                        House.MECHANISMS, house.accounts, House.DOMAIN, Set.of(AuthMethod.HTTP), House.CERTIFIED)))
                .isEmpty();
    }

    @Test
    void offersExternalInItsPlaceAndNotUnlessTheFileSaysSo() {
        house.backend.certified = true;

        assertThat(names(Offer.of(
                        Mechanism.of(List.of(PLAIN, EXTERNAL, SCRAM_SHA1), List.of(STANDARD)),
                        house.accounts,
                        House.DOMAIN,
                        House.METHODS,
                        House.CERTIFIED)))
                .containsExactly("PLAIN", "EXTERNAL", "SCRAM-SHA-1");
        assertThat(Mechanism.of(List.of(PLAIN), List.of(STANDARD))).containsExactly(new Mechanism.Plain());
        assertThat(Mechanism.of(List.of(EXTERNAL), List.of())).isEmpty();
    }

    @Test
    void offersOverAProxysTlsNothingThatIsBoundToIt() {
        house.backend.certified = true;
        Layer layer = Layer.atProxy(Optional.of(Certified.byProxy(Optional.of("juliet"))));

        assertThat(names(house.offer(layer))).contains("EXTERNAL").noneMatch(name -> name.endsWith("-PLUS"));
    }

    @Test
    void acceptsOnlyWhatItOffers_S04() {
        Offer offer = offer(ChannelBinding.NONE, SCRAM_SHA256, SCRAM_SHA256_PLUS, ANONYMOUS);

        assertThat(offer.start("SCRAM-SHA-256")).isPresent();
        for (String name : List.of("SCRAM-SHA-256-PLUS", "PLAIN", "SCRAM-SHA-1", "scram-sha-256", "ANONYMOUS", "")) {
            assertThat(offer.start(name)).as(name).isEmpty();
        }
    }
}
