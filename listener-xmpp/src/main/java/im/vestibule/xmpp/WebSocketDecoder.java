package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream by WebSocket (RFC 6455, RFC 7395): one element a message. What is in a frame goes to the framer as it comes, so
 * nothing of it is kept but a part of an element. Besides stream events there are {@link Control} events.
 */
final class WebSocketDecoder extends StreamDecoder {
    /** Frames of one message. */
    static final int FRAGMENTS = 1_024;

    private static final byte[] NOTHING = {};
    private static final StreamError LONELY = StreamError.of(Condition.NOT_WELL_FORMED, "one element a message");
    private static final StreamError HALF = StreamError.of(Condition.NOT_WELL_FORMED, "half an element");
    private static final StreamError TOO_BIG = StreamError.of(Condition.POLICY_VIOLATION, "message too big");
    private static final StreamError BROKEN = StreamError.of(Condition.NOT_WELL_FORMED, "broken frame");
    private static final StreamError PACKED = StreamError.of(Condition.NOT_WELL_FORMED, "broken compression");
    private static final StreamError BINARY = StreamError.of(Condition.UNSUPPORTED_FEATURE, "text only");

    private final boolean unpacks;
    private final FrameHead head;
    // Of the frame under way.
    private boolean inFrame;
    private int opcode;
    private boolean last;
    private long left;
    private int key;
    private byte[] payload = NOTHING;
    // Of the message under way.
    private boolean inMessage;
    private int fragments;
    private long size;
    private long unpacked;
    private boolean found;
    private @Nullable Unpacker unpacker;
    // Behind a goodbye, or what cannot be understood, there are no frames.
    private boolean foreign;

    /**
     * @param unpacks whether messages may be compressed
     * @param silence to be woken by whatever comes
     */
    WebSocketDecoder(
            Allowance allowance,
            LoopLocal loop,
            Traffic traffic,
            boolean unpacks,
            Hibernation.@Nullable Sleeper silence) {
        super(allowance, Framer.elements(allowance.each(), Ns.CLIENT, loop.workspace()), loop, traffic, true, silence);
        this.unpacks = unpacks;
        head = loop.frameHead();
    }

    @Override
    void decode(ChannelHandlerContext context) {
        while (position() < limit()) {
            if (foreign) {
                position(limit());
                return;
            }
            if (!inFrame && !begin(context)) {
                return;
            }
            int from = position();
            int to = from + (int) Math.min(left, limit() - from);
            left -= to - from;
            position(to);
            key = Masking.undo(array(), from, to, key);
            take(context, from, to);
            if (left == 0) {
                finish(context);
            }
            if (isPaused()) {
                return;
            }
        }
    }

    /** Comes behind the head of a frame; false if it is not all there, or wrong. */
    private boolean begin(ChannelHandlerContext context) {
        FrameHead.Reading reading = head.read(array(), position(), limit());
        if (reading == FrameHead.Reading.MORE) {
            return false;
        }
        if (reading == FrameHead.Reading.WRONG || !isInPlace()) {
            fail(context, CloseCode.PROTOCOL_ERROR, BROKEN);
            return false;
        }
        if (head.opcode() == FrameHead.BINARY) {
            fail(context, CloseCode.UNSUPPORTED_DATA, BINARY);
            return false;
        }
        opcode = head.opcode();
        if (!isControl() && !beginData(context)) {
            return false;
        }
        position(position() + head.size());
        inFrame = true;
        last = head.isLast();
        left = head.length();
        key = head.key();
        return true;
    }

    private boolean isControl() {
        return opcode >= FrameHead.CLOSE;
    }

    /** Whether a frame of this kind may come now. */
    private boolean isInPlace() {
        return switch (head.opcode()) {
            case FrameHead.CONTINUATION -> inMessage && !head.isPacked();
            case FrameHead.TEXT, FrameHead.BINARY -> !inMessage && (unpacks || !head.isPacked());
            default -> true;
        };
    }

    private boolean beginData(ChannelHandlerContext context) {
        if (!inMessage) {
            inMessage = true;
            fragments = 0;
            size = 0;
            unpacked = 0;
            found = false;
            unpacker = head.isPacked() ? loop().unpacker() : null;
        }
        size += head.length();
        if (++fragments > FRAGMENTS || size > allowance().each().bytes()) {
            fail(context, CloseCode.TOO_BIG, TOO_BIG);
            return false;
        }
        return true;
    }

    private void take(ChannelHandlerContext context, int from, int to) {
        if (isControl()) {
            int had = payload.length;
            payload = Arrays.copyOf(payload, had + to - from);
            System.arraycopy(array(), from, payload, had, to - from);
        } else if (!hasEnded()) {
            Unpacker unpacking = unpacker;
            if (unpacking == null) {
                feed(context, array(), from, to);
            } else if (!unpacking.unpack(array(), from, to, (bytes, length) -> feedUnpacked(context, bytes, length))) {
                fail(context, CloseCode.INVALID_DATA, PACKED);
            }
        }
    }

    private boolean feedUnpacked(ChannelHandlerContext context, byte[] bytes, int length) {
        unpacked += length;
        if (unpacked > allowance().each().bytes()) {
            fail(context, CloseCode.TOO_BIG, TOO_BIG);
        } else if (unpacked(context, length)) {
            feed(context, bytes, 0, length);
        }
        return !hasEnded();
    }

    /** Lets the framer have a part of a message. */
    private void feed(ChannelHandlerContext context, byte[] bytes, int from, int to) {
        Framer framer = framer();
        int pos = from;
        while (!hasEnded()) {
            if (found && !isBlank(bytes, pos, to)) {
                wrong(context, CloseCode.NORMAL, LONELY);
                return;
            }
            Framing framing = framer.next(bytes, pos, to);
            pos = framer.position();
            switch (framing) {
                case MORE -> {
                    return;
                }
                case ELEMENT -> {
                    found = true;
                    element(context, event(framer.frame()));
                }
                case FAULT -> {
                    boolean text = Utf8Check.isText(bytes, from, to);
                    wrong(context, text ? CloseCode.NORMAL : CloseCode.INVALID_DATA, framer.fault());
                }
                case HEADER, END -> throw new IllegalStateException("single elements have neither");
            }
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!WhiteSpace.is(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** RFC 7395 §3.3.1: stream headers and closing tags are elements here. */
    private static Object event(Frame frame) {
        if (frame.kind() != StanzaKind.OTHER) {
            return frame;
        }
        String name = frame.name();
        if (name.equals("open")) {
            XmlElement open = frame.tree();
            String namespace = open.namespace().equals(Ns.FRAMING) ? Ns.STREAMS : open.namespace();
            return new StreamHeader("stream", namespace, Ns.CLIENT, open);
        }
        return name.equals("close") && frame.namespace().equals(Ns.FRAMING) ? StreamEnd.INSTANCE : frame;
    }

    private void finish(ChannelHandlerContext context) {
        inFrame = false;
        if (isControl()) {
            byte[] said = payload;
            payload = NOTHING;
            control(context, said);
        } else if (last) {
            endMessage(context);
        }
    }

    private void endMessage(ChannelHandlerContext context) {
        Unpacker unpacking = unpacker;
        if (unpacking != null) {
            if (!hasEnded() && !unpacking.finish((bytes, length) -> feedUnpacked(context, bytes, length))) {
                fail(context, CloseCode.INVALID_DATA, PACKED);
            }
            unpacker = null;
            loop().giveBack(unpacking);
        }
        inMessage = false;
        if (!hasEnded() && framer().holds()) {
            wrong(context, CloseCode.NORMAL, HALF);
        } else if (!hasEnded() && !found && size > 0) {
            wrong(context, CloseCode.NORMAL, LONELY);
        }
    }

    private void control(ChannelHandlerContext context, byte[] said) {
        switch (opcode) {
            case FrameHead.PING -> context.fireChannelRead(new Control.Ping(Unpooled.wrappedBuffer(said)));
            case FrameHead.PONG -> context.fireChannelRead(new Control.Pong());
            default -> close(context, said);
        }
    }

    private void close(ChannelHandlerContext context, byte[] said) {
        int code = said.length < 2 ? CloseCode.NONE : ((said[0] & 0xFF) << 8) | (said[1] & 0xFF);
        if (said.length == 1 || (said.length > 1 && !CloseCode.mayBeSent(code))) {
            fail(context, CloseCode.PROTOCOL_ERROR, BROKEN);
        } else if (!Utf8Check.isText(said, Math.min(2, said.length), said.length)) {
            fail(context, CloseCode.INVALID_DATA, BROKEN);
        } else {
            foreign = true;
            context.fireChannelRead(new Control.Goodbye(code));
        }
    }

    /** Ends the stream; frames are still frames. */
    private void wrong(ChannelHandlerContext context, int code, StreamError error) {
        end();
        context.fireChannelRead(new Control.Fault(code, error));
    }

    /** Nothing that comes can be understood any more. */
    private void fail(ChannelHandlerContext context, int code, StreamError error) {
        foreign = true;
        if (!hasEnded()) {
            wrong(context, code, error);
        }
    }

    @Override
    void fault(ChannelHandlerContext context, StreamError error) {
        wrong(context, CloseCode.NORMAL, error);
    }

    /** The peer may still close, as it should. */
    @Override
    void discard(ChannelHandlerContext context, ByteBuf input) {
        if (foreign) {
            input.release();
        } else {
            read(context, input);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        super.handlerRemoved(context);
        Unpacker unpacking = unpacker;
        if (unpacking != null) {
            unpacker = null;
            loop().giveBack(unpacking);
        }
    }
}
