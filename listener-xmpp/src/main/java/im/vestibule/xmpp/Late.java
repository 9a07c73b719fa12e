package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.resumption.Unacknowledged;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Marks messages that are sent again, or only now, when a session is resumed (XEP-0198 §5, XEP-0203). */
final class Late {
    private static final byte[] END = "</message>".getBytes(US_ASCII);
    private static final byte[] STAMPED = Ns.DELAY.getBytes(US_ASCII);
    private static final byte[] ERROR = "type='error'".getBytes(US_ASCII);
    private static final byte[] HEADLINE = "type='headline'".getBytes(US_ASCII);

    private Late() {}

    /** The stanza with a stamp of this domain, if it is a message that has none and is worth one. */
    static byte[] stamp(Unacknowledged entry, String domain) {
        byte[] stanza = entry.stanza();
        int end = stanza.length - END.length;
        if (end < 0 || !Arrays.equals(stanza, end, stanza.length, END, 0, END.length) || !wants(stanza)) {
            return stanza;
        }
        String at = entry.at().truncatedTo(ChronoUnit.MILLIS).toString();
        byte[] delay = ("<delay xmlns='" + Ns.DELAY + "'" + new String(XmlWriter.attribute("from", domain), UTF_8)
                        + " stamp='" + at + "'>SM Storage</delay>")
                .getBytes(UTF_8);
        byte[] stamped = Arrays.copyOf(stanza, stanza.length + delay.length);
        System.arraycopy(delay, 0, stamped, end, delay.length);
        System.arraycopy(END, 0, stamped, end + delay.length, END.length);
        return stamped;
    }

    private static boolean wants(byte[] stanza) {
        int tag = 0;
        while (stanza[tag] != '>') {
            tag++;
        }
        return !contains(stanza, tag, ERROR)
                && !contains(stanza, tag, HEADLINE)
                && !contains(stanza, stanza.length, STAMPED);
    }

    private static boolean contains(byte[] stanza, int end, byte[] word) {
        for (int at = 0; at + word.length <= end; at++) {
            if (Arrays.equals(stanza, at, at + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
