package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Sink;
import im.vestibule.model.XmlElement;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Where nothing that is sent is seen again. */
class Mute implements StreamTransport {
    @Override
    public void open(String from, Optional<Jid> to, String lang) {}

    @Override
    public void send(XmlElement element) {}

    @Override
    public void encode(XmlElement stanza, Sink sink) {}

    @Override
    public void relay(Frame frame, byte[] stamp) {}

    @Override
    public byte[] xmlns() {
        return new byte[0];
    }

    @Override
    public void send(ByteBuf stanza) {
        stanza.release();
    }

    @Override
    public void close() {}

    @Override
    public void flush() {}

    @Override
    public long queued() {
        return 0;
    }
}
