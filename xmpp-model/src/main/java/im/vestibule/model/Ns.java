package im.vestibule.model;

/** XML namespaces by the name they have in the field. */
public final class Ns {
    /** RFC 6120 §4.8.2: content namespace of client streams. */
    public static final String CLIENT = "jabber:client";
    /** RFC 6120 §4.8.2: content namespace of server streams. */
    public static final String SERVER = "jabber:server";
    /** XEP-0114: content namespace of component streams. */
    public static final String COMPONENT = "jabber:component:accept";
    /** RFC 6120 §4.8.1. */
    public static final String STREAMS = "http://etherx.jabber.org/streams";
    /** RFC 7395 §3.3.2: what a stream begins and ends with by WebSocket. */
    public static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
    /** RFC 6120 §4.9.2. */
    public static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
    /** RFC 6120 §8.3.2. */
    public static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    /** RFC 6120 §5.3. */
    public static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    /** RFC 6120 §6.3. */
    public static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    /** XEP-0388. */
    public static final String SASL2 = "urn:xmpp:sasl:2";
    /** XEP-0386. */
    public static final String BIND2 = "urn:xmpp:bind:0";
    /** XEP-0484. */
    public static final String FAST = "urn:xmpp:fast:0";
    /** XEP-0480. */
    public static final String SASL_UPGRADE = "urn:xmpp:sasl:upgrade:0";
    /** XEP-0480 §3. */
    public static final String SCRAM_UPGRADE = "urn:xmpp:scram-upgrade:0";
    /** XEP-0220. */
    public static final String DIALBACK = "jabber:server:dialback";
    /** XEP-0220 §2.1: the stream feature. */
    public static final String DIALBACK_FEATURE = "urn:xmpp:features:dialback";
    /** XEP-0288. */
    public static final String BIDI = "urn:xmpp:bidi";
    /** XEP-0288: the stream feature. */
    public static final String BIDI_FEATURE = "urn:xmpp:features:bidi";
    /** XEP-0198. */
    public static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";
    /** XEP-0440. */
    public static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";
    /** RFC 6120 §7.2. */
    public static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
    /** RFC 3921 §3, kept for clients that still ask. */
    public static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";
    /** RFC 6121 §2. */
    public static final String ROSTER = "jabber:iq:roster";
    /** RFC 6121 §2.6. */
    public static final String ROSTER_VERSIONING = "urn:xmpp:features:rosterver";
    /** RFC 6121 §3.4. */
    public static final String PRE_APPROVAL = "urn:xmpp:features:pre-approval";
    /** XEP-0030. */
    public static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    /** XEP-0030. */
    public static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    /** XEP-0077. */
    public static final String REGISTER = "jabber:iq:register";
    /** XEP-0077 §8. */
    public static final String REGISTER_FEATURE = "http://jabber.org/features/iq-register";
    /** XEP-0199. */
    public static final String PING = "urn:xmpp:ping";
    /** XEP-0092. */
    public static final String VERSION = "jabber:iq:version";
    /** XEP-0202. */
    public static final String TIME = "urn:xmpp:time";
    /** XEP-0012. */
    public static final String LAST = "jabber:iq:last";
    /** XEP-0191. */
    public static final String BLOCKING = "urn:xmpp:blocking";
    /** XEP-0191 §3.5. */
    public static final String BLOCKING_ERRORS = "urn:xmpp:blocking:errors";
    /** XEP-0280. */
    public static final String CARBONS = "urn:xmpp:carbons:2";
    /** XEP-0297. */
    public static final String FORWARD = "urn:xmpp:forward:0";
    /** XEP-0352. */
    public static final String CSI = "urn:xmpp:csi:0";
    /** XEP-0334. */
    public static final String HINTS = "urn:xmpp:hints";
    /** XEP-0085. */
    public static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    /** XEP-0184. */
    public static final String RECEIPTS = "urn:xmpp:receipts";
    /** XEP-0333. */
    public static final String MARKERS = "urn:xmpp:chat-markers:0";
    /** XEP-0045: what a room says of its users. */
    public static final String MUC_USER = "http://jabber.org/protocol/muc#user";
    /** XEP-0249. */
    public static final String INVITATION = "jabber:x:conference";
    /** XEP-0203. */
    public static final String DELAY = "urn:xmpp:delay";
    /** XEP-0160 §6 names the disco feature. */
    public static final String OFFLINE = "msgoffline";
    /** XEP-0205 §4: application conditions on resource use. */
    public static final String LIMIT_ERRORS = "urn:xmpp:errors";
    /** XEP-0478. */
    public static final String LIMITS = "urn:xmpp:stream-limits:0";
    /** MongooseIM's own: tokens to log in with. */
    public static final String TOKEN_AUTH = "erlang-solutions.com:xmpp:token-auth:0";
    /** The prefix xml, Namespaces in XML 1.0 §3. */
    public static final String XML = "http://www.w3.org/XML/1998/namespace";

    private Ns() {}
}
