package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramerTest {
    private static final FrameLimits LIMITS = new FrameLimits(10_000, 16, 32, 16);

    @Test
    void readsAStream() {
        Framer f = Framer.stream(LIMITS, Ns.CLIENT);
        byte[] b =
                ("<?xml version='1.0'?><stream:stream to='door.test' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'> "
                                + "<message to='a@b/c' type='chat' xml:lang='en'><body>x &amp; y</body><stream:z/></message><iq/></stream:stream>")
                        .getBytes(UTF_8);
        assertThat(f.next(b, 0, b.length)).isEqualTo(Framing.HEADER);
        assertThat(f.frame().header().attribute("to")).contains("door.test");
        assertThat(f.next(b, f.position(), b.length)).isEqualTo(Framing.ELEMENT);
        assertThat(f.frame().kind()).isEqualTo(StanzaKind.MESSAGE);
        assertThat(f.frame().value(Frame.Field.TO)).isEqualTo("a@b/c");
        assertThat(f.frame().tree().toString())
                .isEqualTo(
                        "<message xmlns='jabber:client' to='a@b/c' type='chat' xml:lang='en'><body>x &amp; y</body><stream:z xmlns:stream='http://etherx.jabber.org/streams'/></message>");
        java.io.ByteArrayOutputStream o = new java.io.ByteArrayOutputStream();
        f.frame().relay(o::write, " from='q'".getBytes(UTF_8), new byte[0], new byte[0]);
        assertThat(o.toString(UTF_8))
                .isEqualTo(
                        "<message from='q' xmlns:stream='http://etherx.jabber.org/streams' to='a@b/c' type='chat' xml:lang='en'><body>x &amp; y</body><stream:z/></message>");
        assertThat(f.next(b, f.position(), b.length)).isEqualTo(Framing.ELEMENT);
        assertThat(f.frame().kind()).isEqualTo(StanzaKind.IQ);
        assertThat(f.next(b, f.position(), b.length)).isEqualTo(Framing.END);
        assertThat(f.next(b, f.position(), b.length)).isEqualTo(Framing.MORE);
    }
}
