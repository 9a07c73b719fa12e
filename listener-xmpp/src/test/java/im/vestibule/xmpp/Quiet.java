package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Sink;
import im.vestibule.model.XmlElement;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A connection that only notes whether it is to be read. */
final class Quiet implements C2sLine, StreamTransport {
    final List<String> asked = new ArrayList<>();

    @Override
    public void pause() {
        asked.add("pause");
    }

    @Override
    public void resume() {
        asked.add("resume");
    }

    @Override
    public void restart(Allowance allowance) {}

    @Override
    public void secure() {}

    @Override
    public void admit(Allowance allowance) {}

    @Override
    public void shape(OptionalInt rate) {}

    @Override
    public void progress() {}

    @Override
    public void settled() {}

    @Override
    public void drop() {}

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
