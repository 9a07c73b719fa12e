package im.vestibule.xmpp;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Wire;
import im.vestibule.services.resumption.Word;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A client's connection to the whole server, which speaks XML. */
final class WholeWire extends SimpleChannelInboundHandler<ByteBuf> implements Wire {
    private static final FrameLimits LIMITS = new FrameLimits(1_000_000, 128, 100_000, 64);

    private final WholeServer server;
    private final Jid account;
    private final String resource;
    private final int priority;
    private final Queue<Word> in = new ArrayDeque<>();
    private final Queue<Word> out = new ArrayDeque<>();
    private Framer framer = Framer.stream(LIMITS, Ns.CLIENT);
    private @Nullable Channel channel;
    private @Nullable String awaited;
    private boolean open = true;

    WholeWire(WholeServer server, Jid account, String resource, int priority) {
        this.server = server;
        this.account = account;
        this.resource = resource;
        this.priority = priority;
    }

    /** Logs in. */
    void begin(Channel connected) {
        channel = connected;
        header();
        String plain = "\0" + account.local() + "\0" + WholeServer.PASSWORD;
        ask(
                "<auth xmlns='" + Ns.SASL + "' mechanism='PLAIN'>"
                        + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "</auth>",
                "success");
        framer = Framer.stream(LIMITS, Ns.CLIENT);
        header();
    }

    private Channel here() {
        return Objects.requireNonNull(channel);
    }

    private void header() {
        ask(
                "<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS + "' version='1.0' to='"
                        + account.domain() + "'>",
                "features");
    }

    /** Says something and waits for the answer, whatever else has to be done for it. */
    private void ask(String xml, String answer) {
        awaited = answer;
        write(xml);
        while (awaited != null && open) {
            if (!server.work()) {
                throw new AssertionError("no " + answer);
            }
        }
    }

    private void write(String xml) {
        var _ = here().writeAndFlush(Unpooled.copiedBuffer(xml, StandardCharsets.UTF_8));
        WholeServer.run();
    }

    @Override
    public void say(Word word) {
        if (open) {
            in.add(word);
        }
    }

    @Override
    public @Nullable Word hear() {
        return out.poll();
    }

    @Override
    public boolean isOpen() {
        return open || !out.isEmpty();
    }

    @Override
    public boolean read() {
        Word word = open ? in.poll() : null;
        if (word == null) {
            return false;
        }
        switch (word) {
            case Word.Bind() -> {
                ask(
                        "<iq type='set' id='bind'><bind xmlns='" + Ns.BIND + "'><resource>" + resource
                                + "</resource></bind></iq>",
                        "iq");
                write("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            }
            case Word.Resume(String id, long h) ->
                write("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + h + "'/>");
            case Word.Present() -> write("<presence><priority>" + priority + "</priority></presence>");
            case Word.Write(String to, String body) ->
                write("<message type='chat' to='" + to + "'><body>" + body + "</body></message>");
            case Word.Ask() -> write("<r xmlns='urn:xmpp:sm:3'/>");
            case Word.Answer(long h) -> write("<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>");
            case Word.Leave() -> write("</stream:stream>");
            case Word.Bound _, Word.Resumed _, Word.Failed _, Word.Heard _, Word.Other _ ->
                throw new AssertionError(word);
        }
        return true;
    }

    @Override
    public void cut() {
        open = false;
        in.clear();
        out.clear();
        var _ = here().close();
        WholeServer.run();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open = false;
        in.clear();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        byte[] all = ByteBufUtil.getBytes(bytes);
        int at = 0;
        while (at < all.length) {
            Framing framing = framer.next(all, at, all.length);
            if (framing == Framing.MORE) {
                return;
            }
            at = framer.position();
            if (framing == Framing.ELEMENT) {
                on(framer.frame().tree());
            } else if (framing == Framing.END) {
                out.add(new Word.Leave());
                return;
            } else if (framing != Framing.HEADER) {
                throw new AssertionError(
                        framing + " " + new String(Arrays.copyOf(all, all.length), StandardCharsets.UTF_8));
            }
        }
    }

    private void on(XmlElement element) {
        if (awaited != null) {
            if (awaited.equals(element.name())) {
                awaited = null;
            }
            return;
        }
        switch (element.name()) {
            case "message" ->
                out.add(new Word.Heard(
                        element.element("body", Ns.CLIENT).orElseThrow().text(),
                        element.attribute("type").equals(Optional.of("error"))));
            case "r" -> out.add(new Word.Ask());
            case "a" -> out.add(new Word.Answer(h(element).orElseThrow()));
            case "enabled" -> out.add(new Word.Bound(element.attribute("id").orElseThrow()));
            case "resumed" -> out.add(new Word.Resumed(h(element).orElseThrow()));
            case "failed" -> out.add(new Word.Failed(h(element)));
            case "presence", "iq" -> out.add(new Word.Other());
            case "error" -> {
                if (element.element("conflict", Ns.STREAM_ERRORS).isEmpty()) {
                    throw new AssertionError(element);
                }
            }
            default -> throw new AssertionError(element);
        }
    }

    private static OptionalLong h(XmlElement element) {
        return element.attribute("h").map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
