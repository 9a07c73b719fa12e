package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;

/** Where nobody hears what comes back. */
enum Silence implements Outlet {
    SILENCE;

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        return false;
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        return false;
    }

    @Override
    public void close(StreamError reason) {}
}
