package im.vestibule.http;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import java.util.Optional;
import java.util.OptionalLong;

/** What the first tag of a {@code <body/>} says (XEP-0124 §6). Its numbers are numbers. */
final class BoshTag {
    /** Namespace of {@code <body/>}. */
    static final String NS = "http://jabber.org/protocol/httpbind";

    /** Namespace of what XEP-0206 adds to it. */
    static final String XMPP = "urn:xmpp:xbosh";

    /** XEP-0124 §14.1. */
    private static final long MOST = (1L << 53) - 1;

    private static final int DIGITS = 16;

    private final XmlElement tag;
    private final boolean empty;
    private final long rid;
    private final OptionalLong ack;
    private final OptionalLong pause;

    private BoshTag(XmlElement tag, boolean empty) {
        this.tag = tag;
        this.empty = empty;
        rid = number("rid").orElseThrow(BoshTag::none);
        ack = number("ack");
        pause = number("pause");
    }

    /**
     * @param empty whether nothing is between the tags
     * @return empty if it is no such tag, or says what cannot be
     */
    static Optional<BoshTag> of(StreamHeader header, boolean empty) {
        return header.name().equals("body") && header.namespace().equals(NS)
                ? of(header.attributes(), empty)
                : Optional.empty();
    }

    static Optional<BoshTag> of(XmlElement tag, boolean empty) {
        boolean sound = tag.attribute("rid").isPresent()
                && isNumber(tag, "rid")
                && isNumber(tag, "ack")
                && isNumber(tag, "pause")
                && isNumber(tag, "wait")
                && isNumber(tag, "hold");
        return sound ? Optional.of(new BoshTag(tag, empty)) : Optional.empty();
    }

    private static boolean isNumber(XmlElement tag, String name) {
        Optional<String> value = tag.attribute(name);
        return value.isEmpty() || parse(value.get()) >= 0;
    }

    /** Negative if it is none, or too large. */
    private static long parse(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(text) : -1;
        return value <= MOST ? value : -1;
    }

    private static IllegalStateException none() {
        return new IllegalStateException("no number");
    }

    /** Of the request. */
    long rid() {
        return rid;
    }

    /** Of the session; empty asks for a new one. */
    Optional<String> sid() {
        return tag.attribute("sid");
    }

    /** What only the client can know; empty if it does not say it. */
    String key() {
        return tag.attribute("key").orElse("");
    }

    /** Whether nothing is between the tags. */
    boolean isEmpty() {
        return empty;
    }

    /** The highest request that the client has an answer to, as are all before; at creation, that it will say so. */
    OptionalLong ack() {
        return ack;
    }

    /** How long the client will be silent, in seconds. */
    OptionalLong pause() {
        return pause;
    }

    /** Whether the client leaves. */
    boolean terminates() {
        return tag.attribute("type").filter("terminate"::equals).isPresent();
    }

    /** Whether the stream begins anew (XEP-0206 §5). */
    boolean restarts() {
        return tag.attribute(XMPP, "restart")
                .filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
    }

    /** XEP-0124 §11: it may be one more than there may be at a time. */
    boolean mayExceed() {
        return pause.isPresent() || terminates();
    }

    /** Any other attribute. */
    Optional<String> attribute(String name) {
        return tag.attribute(name);
    }

    /** One that must be a number. */
    OptionalLong number(String name) {
        Optional<String> value = tag.attribute(name);
        return value.isPresent() ? OptionalLong.of(parse(value.get())) : OptionalLong.empty();
    }

    /** The stream header that it stands for. */
    StreamHeader header() {
        XmlElement.Builder header = XmlElement.builder("stream", Ns.STREAMS)
                .attribute("version", tag.attribute(XMPP, "version").orElse("1.0"));
        tag.attribute("to").ifPresent(to -> header.attribute("to", to));
        tag.attribute("from").ifPresent(from -> header.attribute("from", from));
        tag.attribute(Ns.XML, "lang").ifPresent(lang -> header.attribute(Ns.XML, "lang", lang));
        return new StreamHeader("stream", Ns.STREAMS, Ns.CLIENT, header.build());
    }
}
