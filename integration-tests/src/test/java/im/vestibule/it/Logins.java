package im.vestibule.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What authenticating is made of (RFC 6120 §6.4). */
final class Logins {
    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private static final Pattern MECHANISM = Pattern.compile("<mechanism>(.*?)</mechanism>");
    private static final Pattern SUCCESS = Pattern.compile("<success" + SASL + "(?:/>|>(.*?)</success>)");
    private static final Pattern CHALLENGE = Pattern.compile("<challenge" + SASL + "(?:/>|>(.*?)</challenge>)");

    private Logins() {}

    /** Opens a stream; gives what is offered. */
    static List<String> mechanisms(Wire wire, String domain) throws IOException {
        wire.say(Wire.header(domain));
        String features = wire.hear(Wire.FEATURES).group();
        return MECHANISM
                .matcher(features)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static void auth(Wire wire, String mechanism, String message) throws IOException {
        wire.say(raw(mechanism, Wire.base64(message)));
    }

    /**
     * @param base64 the initial response; empty for none
     */
    static String raw(String mechanism, String base64) {
        return "<auth" + SASL + " mechanism='" + mechanism + "'>" + base64 + "</auth>";
    }

    static void answer(Wire wire, String message) throws IOException {
        wire.say("<response" + SASL + ">" + Wire.base64(message) + "</response>");
    }

    static void challenge(Wire wire, String message) throws IOException {
        String base64 = wire.hear(CHALLENGE).group(1);
        String heard = base64 == null ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        if (!heard.equals(message)) {
            throw new AssertionError("challenged with " + heard);
        }
    }

    /** What came with it, in base64. */
    static String succeed(Wire wire) throws IOException {
        String data = wire.hear(SUCCESS).group(1);
        return data == null ? "" : data;
    }

    static void fail(Wire wire, String condition) throws IOException {
        wire.hear("<failure" + SASL + "><" + condition + "/></failure>");
    }

    /** Opens the stream of a session and binds; gives the bare address. */
    static String user(Wire wire, String domain) throws IOException {
        wire.open(domain);
        wire.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        String jid = wire.hear(Wire.BOUND).group(1);
        return jid.substring(0, jid.indexOf('/'));
    }
}
