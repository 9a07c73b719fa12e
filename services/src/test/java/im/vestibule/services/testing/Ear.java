package im.vestibule.services.testing;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Outlet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outlet that remembers what was sent. */
public final class Ear implements Outlet {
    private final List<XmlElement> heard = new CopyOnWriteArrayList<>();

    /** What came since the last time, in order, as on a client's stream; the random part of push ids is left out. */
    public List<String> heard() {
        List<String> all = heard.stream().map(Ear::wire).toList();
        heard.clear();
        return all;
    }

    public static String wire(XmlElement stanza) {
        return stanza.toString().replaceFirst(" xmlns='jabber:client'", "").replaceFirst("'push-[0-9a-z]+'", "'push'");
    }

    @Override
    public boolean send(XmlElement stanza) {
        return heard.add(stanza);
    }

    @Override
    public boolean relay(Frame frame, byte[] from) {
        throw new AssertionError("nothing is relayed here");
    }

    @Override
    public void close(StreamError reason) {
        throw new AssertionError("nobody is thrown out here");
    }
}
