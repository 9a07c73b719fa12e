package im.vestibule.xmpp;

import static im.vestibule.xmpp.OutboundChat.EXTERNAL;
import static im.vestibule.xmpp.OutboundChat.GOOD;
import static im.vestibule.xmpp.OutboundChat.KEYS;
import static im.vestibule.xmpp.OutboundChat.OTHER;
import static im.vestibule.xmpp.OutboundChat.PAIR;
import static im.vestibule.xmpp.OutboundChat.SHARES;
import static im.vestibule.xmpp.OutboundChat.VALID;
import static im.vestibule.xmpp.OutboundChat.call;
import static im.vestibule.xmpp.OutboundChat.shared;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.services.federation.Pair;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several pairs of domains on one stream (XEP-0220 §2.6). */
class OutboundPairsTest {
    private static String answer(Pair pair, String type) {
        return "<db:result xmlns:db='jabber:server:dialback' from='" + pair.remote() + "' to='" + pair.local()
                + "' type='" + type + "'/>";
    }

    @Test
    void takesAnotherPairOnTheSameStreamOnceThatIsProven() {
        OutboundChat chat = shared();
        assertThat(chat.actions).containsExactly(new OutboundAction.Ready(SaslName.DIALBACK, false, false, true));

        chat.on(new OutboundEvent.Join(OTHER));
        assertThat(chat.said())
                .isEqualTo("<result xmlns='jabber:server:dialback' from='other.test' to='far.test'>"
                        + KEYS.key("far.test", "other.test", "id1") + "</result>");
        assertThat(chat.actions).contains(new OutboundAction.Await(OTHER));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR), Set.of(OTHER)));

        assertThat(chat.hears(answer(OTHER, "valid")).actions).containsExactly(new OutboundAction.Joined(OTHER, true));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR, OTHER), Set.of()));
        assertThat(chat.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, true));
    }

    @ParameterizedTest
    @CsvSource({"invalid", "error"})
    void goesOnWithoutAPairThatIsNotBelieved(String type) {
        OutboundChat chat = shared().on(new OutboundEvent.Join(OTHER)).hears(answer(OTHER, type));

        assertThat(chat.actions).containsExactly(new OutboundAction.Joined(OTHER, false));
        assertThat(chat.state).isEqualTo(new OutboundState.Open(Optional.of("id1"), Set.of(PAIR), Set.of()));
    }

    @Test
    void doesNotWaitForAnAnswerForEver() {
        OutboundChat chat = shared().on(new OutboundEvent.Join(OTHER)).on(new OutboundEvent.Overdue(OTHER));
        assertThat(chat.actions).containsExactly(new OutboundAction.Joined(OTHER, false));

        assertThat(chat.hears(answer(OTHER, "valid")).actions).containsExactly(new OutboundAction.Unasked());
        assertThat(chat.on(new OutboundEvent.Overdue(PAIR)).actions).isEmpty();
    }

    @Test
    void takesNoMoreThanAHundredPairs() {
        OutboundChat chat = shared();
        for (int i = 1; i < InboundProofs.PAIRS; i++) {
            assertThat(chat.on(new OutboundEvent.Join(new Pair("d" + i + ".test", "far.test")))
                            .said())
                    .contains("result");
        }

        assertThat(chat.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, false));
    }

    @Test
    void takesNoOtherPairsUnlessThePeerSaysThatItAnswers() {
        OutboundChat silent =
                new OutboundChat(call(UseStarttls.FALSE, false)).features("").hears(VALID);
        assertThat(silent.on(new OutboundEvent.Join(OTHER)).actions)
                .containsExactly(new OutboundAction.Joined(OTHER, false));

        OutboundChat trusted = new OutboundChat(call(UseStarttls.REQUIRED_TRUSTED, false))
                .secured(GOOD)
                .features(SHARES)
                .hears(VALID);
        assertThat(trusted.actions).containsExactly(new OutboundAction.Ready(SaslName.DIALBACK, false, false, false));

        OutboundChat certified = new OutboundChat(call(UseStarttls.REQUIRED, true))
                .secured(GOOD)
                .features(EXTERNAL)
                .hears("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                .features(SHARES);
        assertThat(certified.actions).containsExactly(new OutboundAction.Ready(SaslName.EXTERNAL, false, false, false));
    }
}
