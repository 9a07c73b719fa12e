package im.vestibule.services.testing;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Outlet;
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
    public boolean send(XmlElement stanza) {
        return !deaf && heard.add(wire(stanza));
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.relay(bytes::write, stamp, NOTHING, NOTHING);
        return !deaf && heard.add(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close(StreamError reason) {
        heard.add("closed: " + reason.condition().element());
    }
}
