package im.vestibule.xmpp;

import static im.vestibule.xmpp.C2sSteps.base64;
import static im.vestibule.xmpp.C2sSteps.condition;
import static im.vestibule.xmpp.C2sSteps.judged;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.FastOffer;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A client's stream with SASL2 (XEP-0388) in tests: as {@link C2sSteps}, with what can come along. */
final class Sasl2Steps {
    static final Jid FULL = Jid.of("alice@door.test/desk/1");
    static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    static final UUID ID = UUID.fromString(AGENT);
    static final Upgrade UPGRADE = new Upgrade(Hash.SHA256, Octets.of("salt"), 4_096);
    static final FastToken TOKEN =
            new FastToken(new Secret("t0k3n"), FastMechanism.NONE, Instant.parse("2026-11-25T12:00:00Z"));

    static final C2sPolicy POLICY = C2sPolicies.sasl2();
    static final C2sMachine MACHINE = new C2sMachine(POLICY);

    private Sasl2Steps() {}

    static Talk talk(boolean secure, Optional<Jid> claimed) {
        InlineOffer inline = new InlineOffer(
                true,
                false,
                List.of(Ns.CARBONS, Ns.CSI),
                Optional.of(new FastOffer(C2sPolicies.TOKENS, "door.test", ChannelBinding.NONE)),
                EnumSet.of(Hash.SHA256, Hash.SHA512));
        return new Talk(
                secure ? new Link(true, Layer.NONE) : Link.CLEAR,
                "door.test",
                claimed,
                "fr",
                POLICY.offer("door.test", Layer.NONE),
                Optional.of(inline),
                0);
    }

    static C2sState negotiating() {
        return new C2sState.Negotiating(talk(true, Optional.empty()));
    }

    static C2sEvent.Element element(String xml) {
        return new C2sEvent.Element(XmlElement.parse(xml).orElseThrow());
    }

    /** By PLAIN with the right password, and this along with it. */
    static C2sEvent.Element authenticate(String inside) {
        return element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
                + base64("\0alice\0secret") + "</initial-response>" + inside + "</authenticate>");
    }

    static String agent(String id) {
        return "<user-agent id='" + id + "'><software>Chat</software></user-agent>";
    }

    /** The step that the client gets to hear of once its password is found right. */
    static C2sStep accepted(C2sState state, String inside) {
        C2sStep asked = MACHINE.step(state, authenticate(inside));
        assertThat(asked.actions()).singleElement().isInstanceOf(C2sAction.Look.class);
        return judged(MACHINE, MACHINE.step(asked.state(), new C2sEvent.Looked(new Answer.Accepted())));
    }

    static C2sStep accepted(String inside) {
        return accepted(negotiating(), inside);
    }

    static String failure(String condition) {
        return "<failure xmlns='urn:xmpp:sasl:2'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>";
    }
}
