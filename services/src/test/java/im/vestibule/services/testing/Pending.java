package im.vestibule.services.testing;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.session.Receipt;
import java.time.Instant;

/** Stanzas that somebody has not acknowledged. */
public final class Pending {
    private Pending() {}

    /** @param stanza without its namespace */
    public static Unacknowledged stanza(long number, String stanza, Instant at, Receipt receipt) {
        XmlElement element = XmlElement.parse(stanza.replaceFirst("^<([a-z]+)", "<$1 xmlns='jabber:client'"))
                .orElseThrow();
        return new Unacknowledged(number, XmlWriter.stream(Ns.CLIENT).bytes(element), at, receipt);
    }
}
