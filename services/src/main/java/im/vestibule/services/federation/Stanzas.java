package im.vestibule.services.federation;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Stanzas as they stand on a stream between servers whose header binds {@code stream} and {@code db} (RFC 6120 §4.8). */
public final class Stanzas {
    private static final FrameLimits UNLIMITED =
            new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final byte[] NOTHING = {};
    private static final XmlWriter WRITER = XmlWriter.stream(Ns.SERVER).binding("db", Ns.DIALBACK);
    private static final byte[] OPENING = ("<stream:stream xmlns='" + Ns.SERVER + "' xmlns:stream='" + Ns.STREAMS
                    + "' xmlns:db='" + Ns.DIALBACK + "'>")
            .getBytes(StandardCharsets.US_ASCII);

    private Stanzas() {}

    /** Writes first-level elements of such a stream. */
    public static XmlWriter writer() {
        return WRITER;
    }

    /** @param stanza in {@code jabber:client} */
    static byte[] write(XmlElement stanza) {
        return WRITER.bytes(stanza.moved(Ns.CLIENT, Ns.SERVER));
    }

    /** @param stamp attributes for the first tag, as {@link Frame#relay} takes them */
    static byte[] write(Frame frame, byte[] stamp) {
        return frame.relayed(stamp, NOTHING, NOTHING);
    }

    /** The domains that a stanza of ours is between; empty if it does not say. */
    public static Optional<Pair> pair(byte[] stanza) {
        return read(stanza)
                .flatMap(element -> domain(element, "from")
                        .flatMap(local -> domain(element, "to").map(remote -> new Pair(local, remote))));
    }

    private static Optional<String> domain(XmlElement element, String attribute) {
        return element.attribute(attribute).flatMap(Jid::parse).map(Jid::domain);
    }

    /** The stanza in {@code jabber:client}; empty if it is none. */
    static Optional<XmlElement> read(byte[] stanza) {
        Framer framer = Framer.stream(UNLIMITED, Ns.SERVER);
        if (framer.next(OPENING, 0, OPENING.length) != Framing.HEADER
                || framer.next(stanza, 0, stanza.length) != Framing.ELEMENT) {
            return Optional.empty();
        }
        return Optional.of(framer.frame().stanza());
    }
}
