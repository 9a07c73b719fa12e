package im.vestibule.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings that come again and again, found by their bytes, so that one object serves for all of them. */
final class Names {
    private static final List<String> NAMESPACES = List.of(
            Ns.CLIENT,
            Ns.SERVER,
            Ns.COMPONENT,
            Ns.STREAMS,
            Ns.STREAM_ERRORS,
            Ns.STANZA_ERRORS,
            Ns.TLS,
            Ns.SASL,
            Ns.CHANNEL_BINDING,
            Ns.BIND,
            Ns.SESSION,
            Ns.ROSTER,
            Ns.DISCO_INFO,
            Ns.DISCO_ITEMS,
            Ns.REGISTER,
            Ns.PING,
            Ns.VERSION,
            Ns.TIME,
            Ns.LAST,
            Ns.BLOCKING,
            Ns.DELAY,
            Ns.XML);
    private static final String WORDS = """
            http://jabber.org/protocol/caps http://jabber.org/protocol/chatstates
            http://jabber.org/protocol/muc http://jabber.org/protocol/muc#user
            http://jabber.org/protocol/pubsub jabber:x:data jabber:x:oob jabber:server:dialback
            urn:xmpp:bind:0 urn:xmpp:carbons:2 urn:xmpp:chat-markers:0 urn:xmpp:csi:0 urn:xmpp:forward:0
            urn:xmpp:hints urn:xmpp:mam:2 urn:xmpp:receipts urn:xmpp:sasl:2 urn:xmpp:sid:0 urn:xmpp:sm:3
            vcard-temp vcard-temp:x:update
            a active actor auth authenticate block blocklist body c composing data delay displayed error
            feature field forwarded get gone group handshake history identity inactive instructions iq
            item items jid markable message origin-id password paused ping prefs presence priority
            private publish pubsub query r reason received remove request resource response result
            retract sent session set show stanza-id starttls status store no-store stream subject text
            thread unblock username value vCard x
            affiliation ask by category code from h hash id label lang max maxstanzas mechanism name nick
            node previd resume role seconds since stamp subscription to type var ver version xmlns
            0 1 1.0 admin away available boolean both cancel chat dnd en form groupchat headline hidden
            invisible member moderator modify none normal owner participant probe sha-1 submit subscribe
            subscribed text-single true unavailable unsubscribe unsubscribed visitor wait xa PLAIN
            """;
    // A power of two that leaves most places empty.
    private static final int SIZE = 1024;
    private static final @Nullable String[] STRINGS = new @Nullable String[SIZE];
    private static final byte[][] BYTES = new byte[SIZE][];
    private static final int LONGEST;

    static {
        int longest = 0;
        List<String> all = new ArrayList<>(NAMESPACES);
        all.addAll(List.of(WORDS.strip().split("\\s+")));
        all.add("");
        for (String name : all) {
            int place = place(name.hashCode());
            while (STRINGS[place] != null) {
                place = (place + 1) & (SIZE - 1);
            }
            // The very object that a literal is.
            STRINGS[place] = name.intern();
            BYTES[place] = name.getBytes(StandardCharsets.US_ASCII);
            longest = Math.max(longest, name.length());
        }
        LONGEST = longest;
    }

    private Names() {}

    /** The string of these bytes if it is a usual one. */
    static @Nullable String find(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        // As String.hashCode() reckons for ASCII.
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = place(hash);
        for (String name = STRINGS[place]; name != null; name = STRINGS[place]) {
            byte[] known = BYTES[place];
            if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
                return name;
            }
            place = (place + 1) & (SIZE - 1);
        }
        return null;
    }

    /** The string of these bytes, which are valid UTF-8. */
    static String of(byte[] bytes, int from, int to) {
        String known = find(bytes, from, to);
        return known != null ? known : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 15) & (SIZE - 1);
    }
}
