package im.vestibule.admin.command;

import im.vestibule.model.Frame;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes messages and nothing else, so that requests are answered by the server.
 *
 * @param hear says whether it was taken
 * @param end is told why
 */
record FeedOutlet(Function<XmlElement, Boolean> hear, Consumer<String> end) implements Outlet {
    private static final byte[] NOTHING = {};
    private static final byte[] XMLNS = XmlWriter.attribute("xmlns", Ns.CLIENT);

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        boolean taken = stanza.is("message", Ns.CLIENT) && hear.apply(stanza);
        if (taken) {
            receipt.settle();
        }
        return taken;
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(frame.size() + stamp.length + XMLNS.length);
        frame.relay(bytes::write, stamp, NOTHING, XMLNS);
        return XmlElement.parse(bytes.toByteArray())
                .filter(stanza -> send(stanza, receipt))
                .isPresent();
    }

    @Override
    public void close(StreamError reason) {
        end.accept(reason.condition().element());
    }
}
