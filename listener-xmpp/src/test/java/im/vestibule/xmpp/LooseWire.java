package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection on which anything is said; what is heard is always well-formed, and ends once. */
final class LooseWire extends SimpleChannelInboundHandler<ByteBuf> {
    private static final FrameLimits LIMITS = new FrameLimits(1_000_000, 128, 100_000, 64);

    final List<XmlElement> stanzas = new ArrayList<>();
    private final Set<String> bodies = new HashSet<>();
    private @Nullable Channel channel;
    private Framer framer = Framer.stream(LIMITS, Ns.CLIENT);
    private boolean over;
    private @Nullable Throwable failure;
    boolean authenticated;
    private boolean bound;
    String session = "none";

    void begin(Channel connected) {
        channel = connected;
    }

    int messages() {
        return bodies.size();
    }

    void say(byte[] bytes) {
        if (channel != null && channel.isActive()) {
            var _ = channel.writeAndFlush(Unpooled.copiedBuffer(bytes));
            WholeServer.run();
        }
    }

    void say(String xml) {
        say(xml.getBytes(UTF_8));
    }

    void cut() {
        if (channel != null) {
            var _ = channel.close();
            WholeServer.run();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        byte[] all = ByteBufUtil.getBytes(bytes);
        int at = 0;
        while (at < all.length) {
            assertThat(over).as("nothing is said behind the last word").isFalse();
            Framing found = framer.next(all, at, all.length);
            at = framer.position();
            switch (found) {
                case HEADER, MORE -> {}
                case END -> over = true;
                case ELEMENT -> on(framer.frame().tree());
                case FAULT -> throw new AssertionError(framer.fault() + ": " + new String(all, UTF_8));
            }
        }
    }

    /** Else the pipeline would keep it to itself. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = failure == null ? cause : failure;
    }

    void check() {
        assertThat(failure).isNull();
    }

    private void on(XmlElement element) {
        switch (element.name()) {
            case "success" -> {
                authenticated = true;
                framer = Framer.stream(LIMITS, Ns.CLIENT);
            }
            case "enabled" -> session = element.attribute("id").orElse("none");
            case "resumed" -> bound = true;
            case "error" ->
                assertThat(element.element("internal-server-error", Ns.STREAM_ERRORS))
                        .as("a mistake of ours")
                        .isEmpty();
            case "iq" -> bound |= element.element("bind", Ns.BIND).isPresent();
            case "message", "presence" -> stanza(element);
            default -> {}
        }
    }

    private void stanza(XmlElement stanza) {
        assertThat(authenticated && bound)
                .as("no stanza before there is a session")
                .isTrue();
        stanza.element("body", Ns.CLIENT)
                .map(XmlElement::text)
                .filter(_ -> !stanza.attribute("type").orElse("").equals("error"))
                .ifPresent(body ->
                        assertThat(bodies.add(body)).as("%s comes once", body).isTrue());
        stanzas.add(stanza);
    }
}
