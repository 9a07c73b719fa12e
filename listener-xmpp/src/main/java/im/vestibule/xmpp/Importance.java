package im.vestibule.xmpp;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.Optional;
import java.util.Set;

/** What a stanza is to a client that nobody looks at (XEP-0352): presence and chat states can wait, and nothing else. */
sealed interface Importance {
    /** It goes at once. */
    record Now() implements Importance {}

    /** It can wait, but not be left out. */
    record Later() implements Importance {}

    /**
     * It can wait, and is of no use any more once there is a newer one.
     *
     * @param subject the same for all that take each other's place
     */
    record Passing(String subject) implements Importance {}

    Importance NOW = new Now();
    Importance LATER = new Later();

    // It is at hand already.
    FrameLimits UNLIMITED = new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Beside a chat state it makes no message of it. */
    Set<String> ASIDE = Set.of(Ns.CHAT_STATES, Ns.HINTS, Ns.DELAY);

    /**
     * @param stanza in UTF-8, with or without a declaration of its own namespace
     */
    static Importance of(byte[] stanza) {
        Framer framer = Framer.elements(UNLIMITED, Ns.CLIENT);
        return framer.next(stanza, 0, stanza.length) == Framing.ELEMENT
                ? of(framer.frame().tree())
                : NOW;
    }

    private static Importance of(XmlElement stanza) {
        return switch (stanza.name()) {
            case "presence" -> presence(stanza);
            case "message" -> message(stanza);
            default -> NOW;
        };
    }

    /** What a room says of somebody may be that he was thrown out or has another name. */
    private static Importance presence(XmlElement presence) {
        return switch (presence.attribute("type").orElse("")) {
            case "", "unavailable" ->
                presence.element("x", Ns.MUC_USER).isPresent() ? LATER : new Passing("presence" + ends(presence));
            default -> NOW;
        };
    }

    private static Importance message(XmlElement message) {
        Optional<XmlElement> copied = message.firstElement()
                .filter(child -> child.namespace().equals(Ns.CARBONS))
                .flatMap(child -> child.element("forwarded", Ns.FORWARD))
                .flatMap(forwarded -> forwarded.element("message", Ns.CLIENT));
        XmlElement said = copied.orElse(message);
        boolean onlyState = said.elements().anyMatch(child -> child.namespace().equals(Ns.CHAT_STATES))
                && said.elements().allMatch(child -> isAside(child, said.namespace()))
                && !said.attribute("type").equals(Optional.of("error"));
        return onlyState ? new Passing((copied.isPresent() ? "copy" : "state") + ends(said)) : NOW;
    }

    private static boolean isAside(XmlElement child, String own) {
        return ASIDE.contains(child.namespace()) || child.is("thread", own);
    }

    private static String ends(XmlElement stanza) {
        return '\n'
                + stanza.attribute("from").orElse("")
                + '\n'
                + stanza.attribute("to").orElse("");
    }
}
