package im.vestibule.services.sasl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Bearer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a client says in whatever mechanism: it gets in only as who it has proved to be, and after the last word there
 * is none.
 */
class SaslFuzzTest {
    private static final byte SEPARATOR = '\n';
    private static final String NONCE = "3rfcNHYJY1ZVvWVs7j";
    private static final List<Layer> LAYERS =
            List.of(Layer.NONE, new Layer(House.TLS, Optional.empty()), House.CERTIFIED);

    private final House house = new House();

    SaslFuzzTest() {
        house.backend.certified = true;
        house.backend.strangers = true;
        house.backend.bearers = true;
    }

    static Stream<byte[]> talks() {
        return Stream.of(
                        "PLAIN\0\0juliet\0" + House.PASSWORD,
                        "PLAIN\0\0juliet\0wrong",
                        "PLAIN\0juliet@door.test\0juliet\0" + House.PASSWORD,
                        "SCRAM-SHA-1\0n,,n=juliet,r=abc\nc=biws,r=abc" + NONCE + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                        "SCRAM-SHA-256\0y,a=romeo,n=juliet,r=abc\nc=eSws,r=abc" + NONCE + ",p=AA==",
                        "SCRAM-SHA-256-PLUS\1p=tls-exporter,,n=ju=2Cli=3Det,r=abc,x=y\nc=cD10,r=abc,p=AA==",
                        "EXTERNAL\2",
                        "EXTERNAL\2juliet@door.test",
                        "OAUTHBEARER\1n,a=juliet@door.test,\1host=x\1auth=Bearer b3duIGp1bGlldA==\1\1\n\1",
                        "X-OAUTH\1own juliet",
                        "ANONYMOUS\0sirhc")
                .map(talk -> talk.getBytes(UTF_8));
    }

    /** The name of a mechanism, what it is carried by, and messages, each but the last with a line feed behind it. */
    @MethodSource("talks")
    @FuzzTest
    void letsInWhoProvesIt(byte[] talk) {
        String text = new String(talk, ISO_8859_1);
        Mechanism mechanism = House.MECHANISMS.stream()
                .filter(known -> text.startsWith(known.name()))
                .reduce((shorter, longer) ->
                        longer.name().length() > shorter.name().length() ? longer : shorter)
                .orElse(House.MECHANISMS.getFirst());
        int at = Math.min(talk.length, mechanism.name().length());
        Layer layer = LAYERS.get(at < talk.length ? (talk[at] & 0xFF) % LAYERS.size() : 0);
        byte[] rest = Arrays.copyOfRange(talk, Math.min(talk.length, at + 1), talk.length);
        exchange(mechanism, layer).ifPresent(exchange -> follow(exchange, layer, rest));
    }

    /** The same as offered, but for the server's nonce, which is always the same here. */
    private Optional<Exchange> exchange(Mechanism mechanism, Layer layer) {
        return house.offer(layer)
                .start(mechanism.name())
                .map(offered -> mechanism instanceof Mechanism.Scram scram
                        ? new Scram(
                                scram,
                                House.DOMAIN,
                                layer.channel(),
                                !layer.channel().types().isEmpty(),
                                () -> NONCE,
                                Optional.empty())
                        : offered);
    }

    private void follow(Exchange exchange, Layer layer, byte[] rest) {
        boolean over = false;
        for (byte[] message : messages(rest)) {
            Step step = exchange.step(message);
            if (step instanceof Step.Need need) {
                assertThat(over).as("nothing is asked after the end").isFalse();
                Answer answer = need.ask(house.accounts, house.methods);
                step = exchange.resume(answer);
                if (step instanceof Step.Success(Jid account, var _)) {
                    isProved(need, answer, account, layer);
                }
            } else if (step instanceof Step.Success(Jid account, var _)) {
                // By SCRAM, which only who knows the password can do.
                assertThat(new String(rest, UTF_8)).contains(",p=");
                assertThat(exchange.account()).contains(account);
            }
            assertThat(step).isNotInstanceOf(Step.Need.class);
            boolean ended = step instanceof Step.Success || step instanceof Step.Failure;
            assertThat(over && !(step instanceof Step.Failure))
                    .as("what is over stays so")
                    .isFalse();
            over |= ended;
        }
    }

    private static void isProved(Step.Need need, Answer answer, Jid account, Layer layer) {
        assertThat(account.isBare()).isTrue();
        assertThat(account.domain()).isEqualTo(House.DOMAIN);
        switch (need) {
            case Step.Need.Check(Jid asked, Secret password) -> {
                assertThat(account).isEqualTo(asked);
                assertThat(password.reveal()).isEqualTo(account.equals(House.JULIET) ? House.PASSWORD : "another");
            }
            case Step.Need.Admit(Jid asked, Certified client) -> {
                assertThat(account).isEqualTo(asked);
                assertThat(layer.client()).contains(client);
                assertThat(client.xmppAddresses()).contains(account);
            }
            case Step.Need.Bear _, Step.Need.Token _ ->
                assertThat(answer instanceof Answer.Token(Bearer.Accepted(Jid owner, var _)) && owner.equals(account))
                        .isTrue();
            case Step.Need.Welcome(Jid made) -> assertThat(account).isEqualTo(made);
            case Step.Need.Keys _, Step.Need.Redeem _ -> throw new AssertionError("a key is no proof");
        }
    }

    private static List<byte[]> messages(byte[] talk) {
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < talk.length; at++) {
            if (talk[at] == SEPARATOR) {
                messages.add(Arrays.copyOfRange(talk, from, at));
                from = at + 1;
            }
        }
        messages.add(Arrays.copyOfRange(talk, from, talk.length));
        return messages;
    }
}
