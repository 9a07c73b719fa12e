package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Octets;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Remembering;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScramTest {
    private final House house = new House();

    private static Exchange exchange(
            Hash hash, boolean plus, ChannelBinding channel, boolean plusOffered, String nonce) {
        return new Scram(
                new Mechanism.Scram(hash, plus), House.DOMAIN, channel, plusOffered, () -> nonce, Optional.empty());
    }

    private static Exchange exchange(boolean plus, ChannelBinding channel, boolean plusOffered) {
        return exchange(Hash.SHA256, plus, channel, plusOffered, "server");
    }

    private static Client.ScramClient client(String header, String binding) {
        return new Client.ScramClient(Hash.SHA256, "juliet", House.PASSWORD, "client", header, binding.getBytes(UTF_8));
    }

    /** RFC 5802 §5, RFC 7677 §3. */
    @ParameterizedTest
    @CsvSource({
        "SHA, fyko+d2lbbFgONRv9qkxdawL, 3rfcNHYJY1ZVvWVs7j, QSXCR+Q6sek8bf92,"
                + "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=, rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        "SHA256, rOprNGfwEbeRWgbNEkqO, %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0, W22ZaJ0SNY7soEsUEjb6gQ==,"
                + "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=, 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
    })
    void speaksAsTheExamplesOfTheRfcs(
            Hash hash, String clientNonce, String serverNonce, String salt, String proof, String signature) {
        Exchange exchange = exchange(hash, false, ChannelBinding.NONE, false, serverNonce);
        exchange.step(("n,,n=user,r=" + clientNonce).getBytes(UTF_8));
        Step challenge = exchange.resume(new Answer.Keys(
                Remembering.keys(hash, new Secret("pencil"), Base64.getDecoder().decode(salt), 4096)));
        String nonce = clientNonce + serverNonce;
        assertThat(challenge).isEqualTo(new Step.Challenge("r=" + nonce + ",s=" + salt + ",i=4096"));

        assertThat(house.say(exchange, "c=biws,r=" + nonce + ",p=" + proof))
                .isInstanceOfSatisfying(
                        Step.Success.class,
                        success -> assertThat(success.data()).isEqualTo(Octets.of("v=" + signature)));
    }

    @Test
    void refusesAClientThatWasToldOfNoBindingWhereThereIs_S06() {
        assertThat(house.run(exchange(false, House.TLS, true), client("y,,", "")))
                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "server-does-support-channel-binding"));
    }

    @Test
    void believesAClientThatWasToldOfNoBindingWhereThereIsNone() {
        assertThat(house.run(exchange(false, ChannelBinding.NONE, false), client("y,,", "")))
                .isInstanceOf(Step.Success.class);
    }

    @Test
    void letsInAClientThatDoesNotBind() {
        assertThat(house.run(exchange(false, House.TLS, true), client("n,,", "")))
                .isInstanceOf(Step.Success.class);
    }

    @Test
    void bindsToTheChannel() {
        String channel = new String(House.TLS.data("tls-exporter"), UTF_8);

        assertThat(house.run(exchange(true, House.TLS, true), client("p=tls-exporter,,", channel)))
                .isInstanceOf(Step.Success.class);
        assertThat(house.run(exchange(true, House.TLS, true), client("p=tls-exporter,,", "another channel")))
                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "channel-bindings-dont-match"));
        assertThat(house.run(exchange(true, House.TLS, true), client("p=tls-exporter,,", "")))
                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "channel-bindings-dont-match"));
    }

    @Test
    void refusesABindingItDidNotOffer() {
        assertThat(house.run(exchange(true, House.TLS, true), client("p=tls-unique,,", "x")))
                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "unsupported-channel-binding-type"));
    }

    @Test
    void refusesABindingThatDoesNotGoWithTheMechanism() {
        assertThat(house.run(exchange(false, House.TLS, true), client("p=tls-exporter,,", "x")))
                .isEqualTo(Step.Failure.of(MALFORMED_REQUEST, "channel-binding-not-supported"));
        assertThat(house.run(exchange(true, House.TLS, true), client("n,,", "")))
                .isEqualTo(Step.Failure.of(MALFORMED_REQUEST));
        assertThat(house.run(exchange(true, House.TLS, true), client("y,,", "")))
                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "server-does-support-channel-binding"));
    }

    @Test
    void refusesAHeaderThatChangedOnTheWay() {
        Exchange exchange = exchange(false, ChannelBinding.NONE, false);
        Client changed = client("n,,", "");
        Step challenge = house.say(exchange, client("y,,", "").first());

        assertThat(challenge)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        asked -> assertThat(house.say(exchange, changed.answer(asked.message())))
                                .isEqualTo(Step.Failure.of(NOT_AUTHORIZED, "channel-bindings-dont-match")));
    }

    @Test
    void refusesAnotherNonce_S07() {
        Exchange exchange = exchange(false, ChannelBinding.NONE, false);
        Client client = client("n,,", "");
        house.say(exchange, client.first());
        String other = client.answer("r=clientserves,s=AAAAAAAAAAAAAAAAAAAAAA==,i=4");

        assertThat(house.say(exchange, other)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }

    @Test
    void refusesARecordedExchange_S07() {
        Client client = client("n,,", "");
        Exchange recorded = exchange(Hash.SHA256, false, ChannelBinding.NONE, false, "once");
        Step challenge = house.say(recorded, client.first());
        String last = challenge instanceof Step.Challenge(String message) ? client.answer(message) : "";
        assertThat(house.say(recorded, last)).isInstanceOf(Step.Success.class);

        Exchange replayed = exchange(Hash.SHA256, false, ChannelBinding.NONE, false, "twice");
        house.say(replayed, client.first());
        assertThat(house.say(replayed, last)).isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
    }

    @Test
    void refusesAProofOfAnotherLength() {
        for (String proof : new String[] {"AAAA", "A".repeat(88)}) {
            Exchange exchange = exchange(false, ChannelBinding.NONE, false);
            house.say(exchange, client("n,,", "").first());

            assertThat(house.say(exchange, "c=biws,r=clientserver,p=" + proof))
                    .isEqualTo(Step.Failure.of(NOT_AUTHORIZED));
        }
    }

    @Test
    void ignoresExtensionsItMayIgnore() {
        Client client = client("n,,", "");
        Exchange exchange = exchange(false, ChannelBinding.NONE, false);

        assertThat(house.say(exchange, client.first() + ",x=y,z=1=2")).isInstanceOf(Step.Challenge.class);
    }

    @Test
    void givesEveryExchangeANonceOfItsOwn() {
        Offer offer = house.offer(ChannelBinding.NONE);
        Step one = house.say(offer.start("SCRAM-SHA-1").orElseThrow(), "n,,n=juliet,r=c");
        Step two = house.say(offer.start("SCRAM-SHA-1").orElseThrow(), "n,,n=juliet,r=c");

        assertThat(one).isNotEqualTo(two);
    }
}
