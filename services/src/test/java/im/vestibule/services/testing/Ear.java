package im.vestibule.services.testing;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outlet that remembers what it was given. */
public final class Ear implements Outlet {
    private static final byte[] NOTHING = {};

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    /**
     * What came since the last time, in order, as on a client's stream; the random part of push ids is left out. The end of
     * the stream shows as {@code closed:} and the condition.
     */
    public List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    /** From now on nothing is taken, as if the stream were ending. */
    public void deafen() {
        deaf = true;
    }

    public static String wire(XmlElement stanza) {
        return stanza.toString().replaceFirst(" xmlns='jabber:client'", "").replaceFirst("'push-[0-9a-z]+'", "'push'");
    }

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        return hear(wire(stanza), receipt);
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.relay(bytes::write, stamp, NOTHING, NOTHING);
        return hear(bytes.toString(StandardCharsets.UTF_8), receipt);
    }

    private boolean hear(String stanza, Receipt receipt) {
        if (deaf) {
            return false;
        }
        heard.add(stanza);
        receipt.settle();
        return true;
    }

    @Override
    public void close(StreamError reason) {
        heard.add("closed: " + reason.condition().element());
    }
}
