package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Remembering;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.fast.Redemption;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sState.Link;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What can happen to a client's stream, in whatever order bytes choose. */
abstract class C2sMoves extends Walk<C2sState, C2sEvent, C2sAction> {
    static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid FULL = Jid.of("alice@door.test/desk");
    private static final StreamError BAD = StreamError.of(Condition.NOT_WELL_FORMED);
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final Upgrade UPGRADE = new Upgrade(Hash.SHA256, Octets.of("salt"), 4_096);
    private static final FastToken TOKEN =
            new FastToken(new Secret("t0k3n"), FastMechanism.NONE, Instant.parse("2026-11-25T12:00:00Z"));
    static final Accounts ACCOUNTS = accounts();

    /** What was last asked of a back end. */
    private Optional<Step.Need> need = Optional.empty();

    C2sMoves() {
        super(new C2sState.Fresh(Link.CLEAR));
        opening();
        login();
        sasl2();
        session();
        others();
    }

    private static Accounts accounts() {
        Remembering backend = new Remembering(AuthMethod.INTERNAL);
        backend.put(ALICE, new Secret("secret"));
        backend.hashes = EnumSet.of(Hash.SHA);
        return new Accounts(
                Map.of("door.test", new Methods(List.of(backend), Remembering.ITERATIONS, Limit.INFINITY)),
                new Decoys(new byte[32]));
    }

    final void asks(Step.Need asked) {
        need = Optional.of(asked);
    }

    private void opening() {
        may("header", () -> header("to", "door.test", "version", "1.0"));
        may("starttls", () -> element("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
        may("secured", () -> new C2sEvent.Secured(new Layer(Layer.NONE.channel(), Optional.empty())));
        may("alice", () -> header("to", "door.test", "version", "1.0", "from", "alice@door.test"));
        may("bob", () -> header("to", "door.test", "version", "1.0", "from", "bob@door.test"));
        may("elsewhere", () -> header("to", "far.test", "version", "1.0"));
        may("old", () -> header("to", "door.test"));
    }

    private void login() {
        may("plain", () -> auth("PLAIN", "\0alice\0secret"));
        may("wrong", () -> auth("PLAIN", "\0alice\0wrong"));
        may("actsAs", () -> auth("PLAIN", "bob@door.test\0alice\0secret"));
        may("bare", () -> element("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>"));
        may("response", () -> sasl("response", base64("\0alice\0secret")));
        may("scram", () -> auth("SCRAM-SHA-1", "n,,n=alice,r=x"));
        may("proof", () -> sasl("response", base64("c=biws,r=x,p=AAAA")));
        may("unknown", () -> auth("DIGEST-MD5", ""));
        may("garbage", () -> sasl("response", "%"));
        may("abort", () -> sasl("abort", ""));
        may(
                "looked",
                () -> new C2sEvent.Looked(need.map(asked -> asked.ask(ACCOUNTS, EnumSet.allOf(AuthMethod.class)))
                        .orElseGet(Answer.Accepted::new)));
        may("unavailable", () -> new C2sEvent.Looked(new Answer.Unavailable()));
        may("due", C2sEvent.Due::new);
        may(
                "register",
                () -> element("<iq xmlns='jabber:client' type='get' id='r'><query xmlns='jabber:iq:register'/></iq>"));
        may("registered", () -> new C2sEvent.Registered(XmlElement.of("iq", Ns.CLIENT)));
    }

    private void sasl2() {
        may("sasl2", () -> authenticate(""));
        may(
                "bind2",
                () -> authenticate(
                        AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>t</tag><enable xmlns='urn:xmpp:sm:3'/></bind>"));
        may(
                "resume2",
                () -> authenticate("<resume xmlns='urn:xmpp:sm:3' previd='p' h='1'/><bind xmlns='urn:xmpp:bind:0'/>"));
        may(
                "token2",
                () -> authenticate(AGENT + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>"));
        may(
                "upgrade2",
                () -> element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'><initial-response>"
                        + base64("n,,n=alice,r=x")
                        + "</initial-response><upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256"
                        + "</upgrade></authenticate>"));
        may(
                "fast",
                () -> element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'><initial-response>"
                        + base64("alice\0" + "x".repeat(32)) + "</initial-response>" + AGENT
                        + "<fast xmlns='urn:xmpp:fast:0' count='1'/></authenticate>"));
        may(
                "redeemed",
                () -> new C2sEvent.Looked(
                        need.filter(Step.Need.Redeem.class::isInstance).isPresent()
                                ? new Answer.Redeemed(new Redemption.Accepted(Octets.of("x")))
                                : new Answer.Unavailable()));
        may(
                "response2",
                () -> element("<response xmlns='urn:xmpp:sasl:2'>" + base64("c=biws,r=x,p=AAAA") + "</response>"));
        may("abort2", () -> element("<abort xmlns='urn:xmpp:sasl:2'/>"));
        may("next", () -> element("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-256'/>"));
        may(
                "data",
                () -> element("<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>"
                        + Base64.getEncoder().encodeToString(new byte[32]) + "</hash></task-data>"));
        may("lacking", () -> new C2sEvent.Lacking(List.of(UPGRADE)));
        may("lackingNone", () -> new C2sEvent.Lacking(List.of()));
        may("upgraded", () -> new C2sEvent.Upgraded(true));
        may("notUpgraded", () -> new C2sEvent.Upgraded(false));
        may("issued", () -> new C2sEvent.Issued(Optional.of(TOKEN)));
        may("stray", C2sEvent.Stray::new);
    }

    private void session() {
        may(
                "bind",
                () -> element(
                        "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"));
        may("resume", () -> element("<resume xmlns='urn:xmpp:sm:3' previd='p' h='0'/>"));
        may("opened", () -> new C2sEvent.Opened(FULL));
        may("counted", () -> new C2sEvent.Opened(FULL, Optional.of(XmlElement.of("enabled", Ns.STREAM_MANAGEMENT))));
        may("refused", () -> new C2sEvent.Refused(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));
        may("resumed", () -> new C2sEvent.Resumed(FULL, "p", 1));
        may("notResumed", () -> new C2sEvent.NotResumed(OptionalLong.of(1)));
        may("enable", () -> element("<enable xmlns='urn:xmpp:sm:3' resume='1'/>"));
        may("r", () -> element("<r xmlns='urn:xmpp:sm:3'/>"));
        may("a", () -> element("<a xmlns='urn:xmpp:sm:3' h='4294967295'/>"));
        may("aWrong", () -> element("<a xmlns='urn:xmpp:sm:3' h='4294967296'/>"));
        may("inactive", () -> element("<inactive xmlns='urn:xmpp:csi:0'/>"));
    }

    private void others() {
        may("message", () -> element("<message xmlns='jabber:client' to='bob@door.test'/>"));
        may("spelt", () -> new C2sEvent.Element(spelt(XmlElement.of("presence", Ns.CLIENT))));
        may("end", C2sEvent.End::new);
        may("malformed", () -> new C2sEvent.Malformed(BAD));
        may("late", C2sEvent.Late::new);
        may("silent", C2sEvent.Silent::new);
        may("ending", () -> new C2sEvent.Ending(BAD));
        may("lost", C2sEvent.Lost::new);
    }

    private static C2sEvent header(String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new C2sEvent.Header(new StreamHeader("stream", Ns.STREAMS, Ns.CLIENT, tag.build()));
    }

    private static C2sEvent element(String text) {
        return new C2sEvent.Element(xml(text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static C2sEvent auth(String mechanism, String message) {
        return element("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='" + mechanism + "'>" + base64(message)
                + "</auth>");
    }

    private static C2sEvent sasl(String name, String text) {
        return new C2sEvent.Element(XmlElement.of(name, Ns.SASL, text));
    }

    private static C2sEvent authenticate(String inside) {
        return element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
                + base64("\0alice\0secret") + "</initial-response>" + inside + "</authenticate>");
    }
}
