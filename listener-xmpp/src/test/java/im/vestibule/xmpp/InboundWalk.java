package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.InboundState.Known;
import im.vestibule.xmpp.InboundState.Open;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * A stream that another server has opened: it is for those pairs of domains that a certificate or their own server has vouched
 * for, and, where TLS is wanted, for none without it.
 */
final class InboundWalk extends Walk<InboundState, InboundEvent, InboundAction> {
    private static final StreamError BAD = StreamError.of(Condition.NOT_WELL_FORMED);
    private static final Certificate PAPER = new InboundChat.Paper("far.test");
    private static final Pair OTHER = new Pair("other.door.test", "far.test");

    private final InboundMachine machine;
    private final UseStarttls terms;
    private final Set<Pair> vouched = new HashSet<>();

    InboundWalk(UseStarttls terms) {
        super(new InboundState.Fresh(Known.NOTHING));
        this.terms = terms;
        machine = InboundChat.machine(terms);
        may("header", () -> header("door.test", "far.test"));
        may("starttls", () -> element("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
        may("secured", () -> new InboundEvent.Secured(PAPER));
        may("external", () -> element(InboundChat.auth("")));
        may("result", () -> element(InboundChat.result("far.test", "door.test")));
        may("valid", () -> new InboundEvent.Verified(InboundChat.PAIR, InboundChat.VALID));
        may("invalid", () -> new InboundEvent.Verified(InboundChat.PAIR, new Verdict.Invalid()));
        may("other", () -> element(InboundChat.result("far.test", "other.door.test")));
        may("otherValid", () -> new InboundEvent.Verified(OTHER, InboundChat.VALID));
        may("near", () -> element(InboundChat.result("third.test", "door.test")));
        may("nearUnknown", () -> new InboundEvent.Verified(new Pair("door.test", "third.test"), unknown()));
        may("strange", () -> new InboundEvent.Secured(Certificate.NONE));
        may("bidi", () -> element("<bidi xmlns='urn:xmpp:bidi'/>"));
        may("enable", () -> element("<enable xmlns='urn:xmpp:sm:3'/>"));
        may("r", () -> element("<r xmlns='urn:xmpp:sm:3'/>"));
        may("a", () -> element("<a xmlns='urn:xmpp:sm:3' h='4294967295'/>"));
        may(
                "verify",
                () -> element(
                        "<db:verify xmlns:db='jabber:server:dialback' id='1' from='far.test' to='door.test'>k</db:verify>"));
        may(
                "answer",
                () -> element(
                        "<db:result xmlns:db='jabber:server:dialback' type='valid' from='far.test' to='door.test'/>"));
        may("authOther", () -> element(InboundChat.auth("third.test")));
        may("ours", () -> element(InboundChat.result("other.door.test", "door.test")));
        may("denied", () -> element(InboundChat.result("denied.test", "door.test")));
        may("old", () -> InboundChat.tag(Ns.SERVER, "to", "door.test"));
        may("client", () -> InboundChat.tag(Ns.CLIENT, "to", "door.test", "version", "1.0"));
        may("wrongHost", () -> header("elsewhere.test", "far.test"));
        may("otherHeader", () -> header("other.door.test", "third.test"));
        may("error", () -> element("<error xmlns='http://etherx.jabber.org/streams'/>"));
        may("spelt", () -> new InboundEvent.Element(spelt(XmlElement.of("result", Ns.DIALBACK))));
        may("end", InboundEvent.End::new);
        may("malformed", () -> new InboundEvent.Malformed(BAD, "id1"));
        may("late", () -> new InboundEvent.Late("id1"));
        may("idle", InboundEvent.Idle::new);
        may("ending", () -> new InboundEvent.Ending(BAD, "id1"));
        may("lost", () -> new InboundEvent.Lost(Cause.CONNECTION_LOST));
    }

    private static InboundEvent header(String to, String from) {
        return InboundChat.tag(Ns.SERVER, "to", to, "from", from, "version", "1.0");
    }

    private static InboundEvent element(String text) {
        return new InboundEvent.Element(xml(text));
    }

    private static Verdict unknown() {
        return new Verdict.Unknown(StanzaError.of(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND));
    }

    @Override
    Done<InboundState, InboundAction> step(InboundState state, InboundEvent event) {
        if (state instanceof Open open
                && event instanceof InboundEvent.Verified(Pair pair, Verdict.Valid())
                && open.talk().asked().contains(pair)) {
            vouched.add(pair);
        }
        S2sStep<InboundState, InboundAction> step = machine.step(state, event);
        return new Done<>(step.state(), step.actions());
    }

    @Override
    Meaning meaning(InboundAction action) {
        return switch (action) {
            case InboundAction.Open _ -> Meaning.OPEN;
            case InboundAction.Send _, InboundAction.Acknowledge _ -> Meaning.SEND;
            case InboundAction.Restart _, InboundAction.Secure _ -> Meaning.RESTART;
            case InboundAction.Close(var error) -> ended(error);
            case InboundAction.Progress _,
                    InboundAction.Verify _,
                    InboundAction.Judged _,
                    InboundAction.Proven _,
                    InboundAction.Unasked _,
                    InboundAction.Count _,
                    InboundAction.Acknowledged _ -> Meaning.OTHER;
        };
    }

    @Override
    boolean isOver(InboundState state) {
        return state instanceof InboundState.Ended;
    }

    @Override
    void check(InboundState before, InboundEvent event, Done<InboundState, InboundAction> done) {
        Set<Pair> told = new HashSet<>();
        for (InboundAction action : done.actions()) {
            switch (action) {
                case InboundAction.Proven(Pair pair, var _, var _) -> told.add(pair);
                case InboundAction.Verify(Pair pair, var _, var _) -> isAllowed(pair);
                default -> {}
            }
        }
        if (!(done.state() instanceof Open(Known known, InboundState.Talk talk))) {
            assertThat(told).isEmpty();
            return;
        }
        assertThat(talk.proven()).containsAll(told);
        talk.proven().forEach(pair -> isProved(pair, known));
        assertThat(talk.proven().size() + talk.asked().size() + talk.failed()).isLessThanOrEqualTo(InboundProofs.PAIRS);
        assertThat(Collections.disjoint(talk.proven(), talk.asked())).isTrue();
        Set<Pair> earlier = before instanceof Open(var _, InboundState.Talk last) ? last.proven() : Set.of();
        assertThat(talk.proven().stream().filter(pair -> !earlier.contains(pair)))
                .as("whoever is proved is told of, once")
                .containsExactlyInAnyOrderElementsOf(told);
    }

    private void isProved(Pair pair, Known known) {
        isAllowed(pair);
        assertThat(vouched.contains(pair) || known.certificate().covers(pair.remote()))
                .isTrue();
        assertThat(known.secure() || terms == UseStarttls.FALSE || terms == UseStarttls.OPTIONAL)
                .isTrue();
        assertThat(terms != UseStarttls.REQUIRED_TRUSTED || known.certificate().covers(pair.remote()))
                .isTrue();
    }

    private static void isAllowed(Pair pair) {
        assertThat(pair.local()).endsWith("door.test");
        assertThat(pair.remote()).isNotEqualTo("denied.test").doesNotEndWith("door.test");
    }
}
