package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.xmpp.C2sState.Granting;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The part of a client's stream that is about counting stanzas and coming back (XEP-0198). */
final class C2sManagement {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,10}");
    private static final long MOST = 0xFFFFFFFFL;

    private C2sManagement() {}

    /** A request to resume a session. */
    record Request(String previous, long count) {
        static Optional<Request> of(XmlElement resume) {
            Optional<String> previous = resume.attribute("previd").filter(id -> !id.isEmpty());
            OptionalLong count = C2sManagement.count(resume);
            return previous.isPresent() && count.isPresent()
                    ? Optional.of(new Request(previous.get(), count.getAsLong()))
                    : Optional.empty();
        }
    }

    static boolean concerns(C2sPolicy policy, String host, XmlElement element) {
        return element.namespace().equals(Ns.STREAM_MANAGEMENT) && policy.manages(host);
    }

    /** Before there is a session to count on, and nobody to resume one. */
    static C2sStep early(C2sState state, XmlElement element) {
        return switch (element.name()) {
            case "enable", "resume" -> C2sStep.to(state, new C2sAction.Send(failed(Condition.UNEXPECTED_REQUEST)));
            case "r", "a" -> C2sStep.stay(state);
            default -> Unexpected.element(element);
        };
    }

    /** In place of a resource. */
    static C2sStep binding(C2sState.Binding state, XmlElement element) {
        return switch (element.name()) {
            case "resume" ->
                Request.of(element)
                        .map(request ->
                                C2sStep.to(new C2sState.Resuming(state), new C2sAction.Resume(state.user(), request)))
                        .orElseGet(() -> refuse(state, failed(Condition.BAD_REQUEST)));
            case "enable" -> refuse(state, failed(Condition.UNEXPECTED_REQUEST));
            case "r", "a" -> C2sStep.stay(state);
            default -> Unexpected.element(element);
        };
    }

    private static C2sStep refuse(C2sState.Binding state, XmlElement failed) {
        return C2sBinding.refuse(state, new C2sAction.Send(failed));
    }

    static C2sStep established(C2sState.Established state, XmlElement element) {
        return switch (element.name()) {
            case "enable" ->
                state.counted()
                        ? unexpected()
                        : C2sStep.to(
                                new C2sState.Established(state.jid(), true), new C2sAction.Enable(resumes(element)));
            case "resume" -> unexpected();
            case "r" -> state.counted() ? C2sStep.to(state, new C2sAction.Report()) : C2sStep.stay(state);
            case "a" -> state.counted() ? acknowledged(state, element) : C2sStep.stay(state);
            default -> Unexpected.element(element);
        };
    }

    /** Whether a client wants to be able to come back; as XML Schema writes it. */
    static boolean resumes(XmlElement enable) {
        return enable.attribute("resume")
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
    }

    private static C2sStep unexpected() {
        return C2sStep.to(
                new C2sState.Ended(),
                new C2sAction.Send(failed(Condition.UNEXPECTED_REQUEST)),
                new C2sAction.Close(Optional.empty()));
    }

    private static C2sStep acknowledged(C2sState state, XmlElement element) {
        OptionalLong count = count(element);
        return count.isPresent()
                ? C2sStep.to(state, new C2sAction.Acknowledge(count.getAsLong()))
                : C2sStep.fail(StreamError.Condition.POLICY_VIOLATION, "Invalid h attribute");
    }

    private static OptionalLong count(XmlElement element) {
        return element.attribute("h")
                .filter(text -> COUNT.matcher(text).matches())
                .map(Long::parseLong)
                .filter(count -> count <= MOST)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The session is here. */
    static C2sStep resumed(C2sState state, C2sEvent.Resumed event) {
        C2sState.Established established = new C2sState.Established(event.jid(), true);
        return switch (state) {
            case C2sState.Resuming _ ->
                C2sStep.to(
                        established, new C2sAction.Send(event.element()), new C2sAction.Settled(), new C2sAction.Tie());
            case Granting.Resuming(Grant grant) -> C2sGrants.resumed(grant, established, event.element());
            default -> C2sStep.stay(state);
        };
    }

    /**
     * There is no such session.
     *
     * @param count how many stanzas its client had handed in, if that is remembered
     */
    static C2sStep gone(C2sState state, OptionalLong count) {
        XmlElement failed = failed(Condition.ITEM_NOT_FOUND, count);
        return switch (state) {
            case C2sState.Resuming(C2sState.Binding binding) -> refuse(binding, failed);
            case Granting.Resuming(Grant grant) -> C2sGrants.notResumed(grant, failed);
            default -> C2sStep.stay(state);
        };
    }

    static XmlElement failed(Condition condition) {
        return failed(condition, OptionalLong.empty());
    }

    private static XmlElement failed(Condition condition, OptionalLong count) {
        XmlElement.Builder failed = XmlElement.builder("failed", Ns.STREAM_MANAGEMENT);
        count.ifPresent(h -> failed.attribute("h", Long.toString(h)));
        return failed.child(XmlElement.of(condition.element(), Ns.STANZA_ERRORS))
                .build();
    }

    /**
     * @param id that it can be resumed by; empty if it cannot
     */
    static XmlElement enabled(Optional<String> id, long seconds) {
        XmlElement.Builder enabled = XmlElement.builder("enabled", Ns.STREAM_MANAGEMENT);
        id.ifPresent(known ->
                enabled.attribute("id", known).attribute("resume", "true").attribute("max", Long.toString(seconds)));
        return enabled.build();
    }

    static XmlElement resumed(String id, long count) {
        return XmlElement.builder("resumed", Ns.STREAM_MANAGEMENT)
                .attribute("previd", id)
                .attribute("h", Long.toString(count))
                .build();
    }

    /** XEP-0198 §4: a client claims more than it was sent. */
    static StreamError tooHigh(long count, long sent) {
        return new StreamError(
                StreamError.Condition.UNDEFINED_CONDITION,
                Optional.of("You acknowledged more than you were sent"),
                Optional.of(XmlElement.builder("handled-count-too-high", Ns.STREAM_MANAGEMENT)
                        .attribute("h", Long.toString(count))
                        .attribute("send-count", Long.toString(sent))
                        .build()),
                Optional.empty());
    }

    static XmlElement answer(long count) {
        return XmlElement.builder("a", Ns.STREAM_MANAGEMENT)
                .attribute("h", Long.toString(count))
                .build();
    }

    /** Of a request that came along with authentication. */
    static C2sStep inline(Grant grant, XmlElement resume) {
        Jid account = grant.account();
        return Request.of(resume)
                .map(request -> C2sStep.to(new Granting.Resuming(grant), new C2sAction.Resume(account, request)))
                .orElseGet(() -> C2sGrants.notResumed(grant, failed(Condition.BAD_REQUEST)));
    }
}
