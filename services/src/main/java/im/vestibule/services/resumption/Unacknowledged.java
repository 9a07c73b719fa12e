package im.vestibule.services.resumption;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A stanza that a session was sent, or will be, and has not acknowledged.
 *
 * @param number among all that the session was sent; counts on at 2^32
 * @param parcel in {@code jabber:client}
 * @param at when it was to be delivered
 */
public record Unacknowledged(long number, Parcel parcel, Instant at) {
    private static final FrameLimits UNLIMITED =
            new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final byte[] OPENING = ("<stream:stream xmlns='" + Ns.CLIENT + "' xmlns:stream='" + Ns.STREAMS
                    + "'>")
            .getBytes(StandardCharsets.US_ASCII);

    /**
     * @param stanza in UTF-8, in {@code jabber:client} without declaring it; not to be changed any more
     * @param receipt of its sender
     */
    public Unacknowledged(long number, byte[] stanza, Instant at, Receipt receipt) {
        this(number, new Parcel(stanza, receipt), at);
    }

    public byte[] stanza() {
        return parcel.stanza();
    }

    /** Of its sender. */
    public Receipt receipt() {
        return parcel.receipt();
    }

    /** The stanza; empty if it is none. */
    public Optional<XmlElement> read() {
        Framer framer = Framer.stream(UNLIMITED, Ns.CLIENT);
        if (framer.next(OPENING, 0, OPENING.length) != Framing.HEADER
                || framer.next(stanza(), 0, stanza().length) != Framing.ELEMENT) {
            return Optional.empty();
        }
        return Optional.of(framer.frame().stanza());
    }
}
