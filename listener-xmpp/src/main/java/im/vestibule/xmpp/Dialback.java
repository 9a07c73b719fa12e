package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import java.util.Optional;

/** The elements of server dialback (XEP-0220). */
final class Dialback {
    static final String RESULT = "result";
    static final String VERIFY = "verify";

    private Dialback() {}

    static boolean is(XmlElement element) {
        return element.namespace().equals(Ns.DIALBACK);
    }

    /** A domain in an attribute; empty unless it is one, and nothing else. */
    static Optional<String> domain(XmlElement element, String attribute) {
        return element.attribute(attribute).flatMap(Dialback::domain);
    }

    /** A domain; empty if the text is none, or more than that. */
    static Optional<String> domain(String text) {
        return Jid.parse(text).filter(jid -> jid.equals(jid.domainJid())).map(Jid::domain);
    }

    /** Whether it answers something, rather than asks. */
    static boolean answers(XmlElement element) {
        return element.attribute("type").isPresent();
    }

    /** The pair that something of ours was for, of which this is the answer; empty if it is none. */
    static Optional<Pair> answered(XmlElement element) {
        return answers(element)
                ? domain(element, "to").flatMap(local -> domain(element, "from").map(remote -> new Pair(local, remote)))
                : Optional.empty();
    }

    /** Says who we are, by a key that our own server knows. */
    static XmlElement result(String from, String to, String key) {
        return element(RESULT, from, to).text(key).build();
    }

    /** Asks a domain's own server about a key. */
    static XmlElement verify(String from, String to, String id, String key) {
        return element(VERIFY, from, to).attribute("id", id).text(key).build();
    }

    /** Answers {@link #result}. */
    static XmlElement result(String from, String to, Verdict verdict) {
        return said(element(RESULT, from, to), verdict);
    }

    /** Answers {@link #verify}. */
    static XmlElement verify(String from, String to, String id, Verdict verdict) {
        return said(element(VERIFY, from, to).attribute("id", id), verdict);
    }

    private static XmlElement.Builder element(String name, String from, String to) {
        return XmlElement.builder(name, Ns.DIALBACK).attribute("from", from).attribute("to", to);
    }

    private static XmlElement said(XmlElement.Builder answer, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid() -> answer.attribute("type", "valid").build();
            case Verdict.Invalid() -> answer.attribute("type", "invalid").build();
            case Verdict.Unknown(StanzaError reason) ->
                answer.attribute("type", "error")
                        .child(reason.element(Ns.SERVER))
                        .build();
        };
    }

    /** What an answer says. */
    static Verdict verdict(XmlElement answer) {
        return switch (answer.attribute("type").orElse("")) {
            case "valid" -> new Verdict.Valid();
            case "invalid" -> new Verdict.Invalid();
            default -> new Verdict.Unknown(StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND));
        };
    }
}
