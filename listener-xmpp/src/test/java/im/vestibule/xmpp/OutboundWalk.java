package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.OutboundState.Known;
import im.vestibule.xmpp.OutboundState.Open;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A stream to another server: stanzas go for those pairs of domains only whose key it has believed, or whose certificate; where
 * TLS is wanted, never without it; and a question about a key is answered once.
 */
final class OutboundWalk extends Walk<OutboundState, OutboundEvent, OutboundAction> {
    private static final StreamError BAD = StreamError.of(Condition.NOT_WELL_FORMED);
    private static final Pair PAIR = InboundChat.PAIR;
    private static final Pair OTHER = new Pair("other.test", "far.test");
    private static final Certificate PAPER = new InboundChat.Paper("far.test");
    private static final DialbackKeys KEYS = InboundChat.KEYS;
    private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    private static final String EXTERNAL =
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>";
    private static final String MORE = "<sm xmlns='urn:xmpp:sm:3'/><bidi xmlns='urn:xmpp:features:bidi'/>"
            + "<dialback xmlns='urn:xmpp:features:dialback'><errors xmlns='urn:xmpp:features:dialback'/></dialback>";

    private final OutboundMachine machine;
    private final Call call;
    private final Set<Pair> asked = new HashSet<>();
    private final Set<Pair> believed = new HashSet<>();
    private boolean secure;
    private boolean answered;

    OutboundWalk(UseStarttls terms, boolean asks) {
        super(new OutboundState.Fresh(new Known(false, false, false)));
        call = new Call(
                PAIR,
                terms,
                true,
                KEYS,
                asks ? Optional.of(new Call.Question("their-id", "their-key")) : Optional.empty());
        machine = new OutboundMachine(call);
        may("connected", OutboundEvent.Connected::new);
        may("header", () -> header("version", "1.0", "id", "x", "from", "far.test"));
        may("features", () -> features(""));
        may("tls", () -> features(STARTTLS));
        may("proceed", () -> element("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
        may("secured", () -> new OutboundEvent.Secured(PAPER));
        may("external", () -> features(EXTERNAL + MORE));
        may("success", () -> element("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
        may("failure", () -> element("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
        may("more", () -> features(MORE));
        may("valid", () -> result("door.test", "valid"));
        may("invalid", () -> result("door.test", "invalid"));
        may("enabled", () -> element("<enabled xmlns='urn:xmpp:sm:3'/>"));
        may("failed", () -> element("<failed xmlns='urn:xmpp:sm:3'/>"));
        may("join", () -> new OutboundEvent.Join(OTHER));
        may("joinValid", () -> result("other.test", "valid"));
        may("joinInvalid", () -> result("other.test", "error"));
        may("overdue", () -> new OutboundEvent.Overdue(OTHER));
        may("joinSelf", () -> new OutboundEvent.Join(PAIR));
        may("verified", () -> dialback("verify", "door.test", "valid", "their-id"));
        may("verifiedOther", () -> dialback("verify", "door.test", "valid", "1"));
        may("a", () -> element("<a xmlns='urn:xmpp:sm:3' h='1'/>"));
        may("aWrong", () -> element("<a xmlns='urn:xmpp:sm:3' h='-1'/>"));
        may("r", () -> element("<r xmlns='urn:xmpp:sm:3'/>"));
        may("strange", () -> new OutboundEvent.Secured(Certificate.NONE));
        may("old", () -> header("id", "y"));
        may("nameless", () -> header("version", "1.0"));
        may("error", () -> element("<error xmlns='http://etherx.jabber.org/streams'/>"));
        may("spelt", () -> new OutboundEvent.Element(spelt(XmlElement.of("result", Ns.DIALBACK))));
        may("end", OutboundEvent.End::new);
        may("malformed", () -> new OutboundEvent.Malformed(BAD));
        may("late", OutboundEvent.Late::new);
        may("idle", OutboundEvent.Idle::new);
        may("ending", () -> new OutboundEvent.Ending(BAD));
        may("lost", () -> new OutboundEvent.Lost(Cause.CONNECTION_LOST));
    }

    private static OutboundEvent header(String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new OutboundEvent.Header(new StreamHeader("stream", Ns.STREAMS, Ns.SERVER, tag.build()));
    }

    private static OutboundEvent element(String text) {
        return new OutboundEvent.Element(xml(text));
    }

    private static OutboundEvent features(String inside) {
        return element("<features xmlns='http://etherx.jabber.org/streams'>" + inside + "</features>");
    }

    private static OutboundEvent result(String to, String type) {
        return dialback("result", to, type, "");
    }

    private static OutboundEvent dialback(String name, String to, String type, String id) {
        return new OutboundEvent.Element(XmlElement.builder(name, Ns.DIALBACK)
                .attribute("from", "far.test")
                .attribute("to", to)
                .attribute("type", type)
                .attribute("id", id)
                .build());
    }

    @Override
    Done<OutboundState, OutboundAction> step(OutboundState state, OutboundEvent event) {
        secure |= event instanceof OutboundEvent.Secured;
        if (event instanceof OutboundEvent.Element(XmlElement element)) {
            boolean external = state instanceof OutboundState.Authenticating && element.is("success", Ns.SASL);
            if (external) {
                believed.add(PAIR);
            }
            Dialback.answered(element)
                    .filter(asked::contains)
                    .filter(_ -> Dialback.verdict(element) instanceof Verdict.Valid)
                    .ifPresent(believed::add);
        }
        S2sStep<OutboundState, OutboundAction> step = machine.step(state, event);
        return new Done<>(step.state(), step.actions());
    }

    /** Our header begins a new stream each time. */
    @Override
    Meaning meaning(OutboundAction action) {
        return switch (action) {
            case OutboundAction.Close _ -> Meaning.CLOSE;
            case OutboundAction.Open _,
                    OutboundAction.Send _,
                    OutboundAction.Acknowledge _,
                    OutboundAction.Secure _,
                    OutboundAction.Progress _,
                    OutboundAction.Ready _,
                    OutboundAction.Await _,
                    OutboundAction.Joined _,
                    OutboundAction.Acknowledged _,
                    OutboundAction.Unasked _,
                    OutboundAction.Answered _,
                    OutboundAction.Reconsider _ -> Meaning.OTHER;
        };
    }

    @Override
    boolean isOver(OutboundState state) {
        return state instanceof OutboundState.Ended;
    }

    @Override
    void check(OutboundState before, OutboundEvent event, Done<OutboundState, OutboundAction> done) {
        for (OutboundAction action : done.actions()) {
            switch (action) {
                case OutboundAction.Send(XmlElement sent) -> shows(sent);
                case OutboundAction.Ready _ -> {
                    assertThat(before).isNotInstanceOf(Open.class);
                    assertThat(done.state()).isInstanceOf(Open.class);
                }
                case OutboundAction.Answered _ -> {
                    assertThat(call.question()).isPresent();
                    assertThat(answered).isFalse();
                    answered = true;
                }
                case OutboundAction.Joined(Pair pair, boolean proven) -> {
                    // Who asks once more meanwhile is turned away, and the first question goes on.
                    if (!(event instanceof OutboundEvent.Join)) {
                        asked.remove(pair);
                    }
                    assertThat(!proven
                                    || (done.state() instanceof Open open
                                            && open.proven().contains(pair)))
                            .isTrue();
                }
                default -> {}
            }
        }
        if (done.state() instanceof Open open) {
            assertThat(believed).containsAll(open.proven());
            assertThat(Collections.disjoint(open.asked(), open.proven())).isTrue();
            assertThat(call.question())
                    .as("a stream for a question carries nothing")
                    .isEmpty();
            assertThat(secure || call.tls() == UseStarttls.FALSE || call.tls() == UseStarttls.OPTIONAL)
                    .isTrue();
        }
    }

    /** Where TLS is wanted no key is sent in the clear. */
    private void shows(XmlElement sent) {
        if (sent.is(Dialback.RESULT, Ns.DIALBACK)) {
            Pair pair = new Pair(
                    sent.attribute("from").orElseThrow(), sent.attribute("to").orElseThrow());
            asked.add(pair);
            assertThat(secure || call.tls() == UseStarttls.FALSE || call.tls() == UseStarttls.OPTIONAL)
                    .isTrue();
        }
    }
}
