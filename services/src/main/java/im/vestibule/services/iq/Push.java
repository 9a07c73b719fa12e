package im.vestibule.services.iq;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Session;
import java.util.concurrent.ThreadLocalRandom;

/** A set that the server sends to a session to tell it of a change (RFC 6121 §2.1.6, XEP-0191). */
public final class Push {
    private Push() {}

    /** Without {@code from}: it comes from the account itself. Nothing waits for the result. */
    public static void send(Session session, XmlElement payload) {
        String id = "push-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        session.outlet()
                .send(XmlElement.builder("iq", Ns.CLIENT)
                        .attribute("type", "set")
                        .attribute("id", id)
                        .attribute("to", session.jid().toString())
                        .child(payload)
                        .build());
    }
}
