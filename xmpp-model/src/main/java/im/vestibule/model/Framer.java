package im.vestibule.model;

import static im.vestibule.model.Ascii.SPACE;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XML stream as its bytes arrive: strictly, within limits, and without starting over, however they are cut.
 * An element that lies whole in the bytes given is not copied; the beginning of one that does not is kept until the rest
 * comes. Between elements it holds next to nothing. Not thread-safe.
 */
public final class Framer {
    // Nothing beyond an element's end is copied but what is left of one step.
    private static final int STEP = 512;
    private static final byte[] OPENING = {'<'};

    private enum Phase {
        BEFORE_HEADER,
        OPEN,
        /** The opening tag has closed itself. */
        CLOSING,
        CLOSED,
        FAULTED
    }

    private final Workspace workspace;
    private final boolean headed;
    // Namespace of the opening tag that stands for that of what is inside; empty for none.
    private final String wrapper;
    private FrameLimits limits;
    private Phase phase;
    private Root root;
    // Present until the first tag.
    private @Nullable Prolog prolog = new Prolog();
    // Present while an element is incomplete or may still be looked at.
    private @Nullable Scan scan;
    private boolean partial;
    private boolean keeps;
    // White space behind the document before may still come.
    private boolean behind;
    private int position;
    private StreamError fault = Fault.MALFORMED;

    private Framer(FrameLimits limits, String contentNamespace, boolean headed, String wrapper, Workspace workspace) {
        this.limits = limits;
        this.headed = headed;
        this.wrapper = wrapper;
        this.workspace = workspace;
        root = Root.none(contentNamespace);
        phase = headed ? Phase.BEFORE_HEADER : Phase.OPEN;
    }

    /** A framer for a stream with a header, as on TCP. */
    public static Framer stream(FrameLimits limits, String contentNamespace) {
        return stream(limits, contentNamespace, Workspace.NONE);
    }

    /**
     * A framer for a stream with a header, as on TCP.
     *
     * @param workspace of the thread that will use it
     */
    public static Framer stream(FrameLimits limits, String contentNamespace, Workspace workspace) {
        return new Framer(limits, contentNamespace, true, "", workspace);
    }

    /** A framer for single elements that declare their own namespaces, as on WebSocket. */
    public static Framer elements(FrameLimits limits, String contentNamespace) {
        return elements(limits, contentNamespace, Workspace.NONE);
    }

    /**
     * A framer for single elements that declare their own namespaces, as on WebSocket.
     *
     * @param workspace of the thread that will use it
     */
    public static Framer elements(FrameLimits limits, String contentNamespace, Workspace workspace) {
        return new Framer(limits, contentNamespace, false, "", workspace);
    }

    /**
     * A framer for a document that wraps elements, as on BOSH: its opening tag is found as a header, its closing tag as the
     * end. What is inside and declares no namespace is taken to mean the content namespace.
     *
     * @param wrapper namespace of the opening tag
     * @param workspace of the thread that will use it
     */
    public static Framer wrapped(FrameLimits limits, String contentNamespace, String wrapper, Workspace workspace) {
        return new Framer(limits, contentNamespace, true, wrapper, workspace);
    }

    /**
     * Reads on to the next thing of interest. To be called again, with what is left, until it answers MORE.
     *
     * @param bytes may be overwritten by the caller once it is done with {@link #frame}
     * @param from first byte to read
     * @param to one past the last
     */
    public Framing next(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        position = from;
        if (phase == Phase.FAULTED) {
            return Framing.FAULT;
        }
        if (phase == Phase.CLOSING) {
            phase = Phase.CLOSED;
            release();
            return Framing.END;
        }
        int pos = from;
        if (behind) {
            while (pos < to && Ascii.is(SPACE, bytes[pos])) {
                pos++;
            }
            behind = pos == to;
        }
        if (prolog != null && !behind) {
            int start = pos;
            pos = prolog.read(bytes, start, to);
            if (pos < 0) {
                return Stop.isFault(pos) ? fail(Stop.fault(pos)) : more(to);
            }
            boolean opens = prolog.opensTag();
            prolog = null;
            if (opens && pos > start) {
                pos--;
            } else if (opens) {
                begin().held().add(OPENING, 0, OPENING.length);
                partial = true;
            }
        }
        return partial ? resume(bytes, pos, to) : seek(bytes, pos, to);
    }

    /** Looks for the next element. White space before it is free. */
    private Framing seek(byte[] bytes, int from, int to) {
        int pos = from;
        while (pos < to && Ascii.is(SPACE, bytes[pos])) {
            pos++;
        }
        if (pos == to) {
            release();
            return more(to);
        }
        // An ampersand too: what it stands for decides how wrong it is.
        if (phase == Phase.CLOSED || (bytes[pos] != '<' && bytes[pos] != '&')) {
            return fail(Fault.MALFORMED);
        }
        Scan scan = begin();
        int end = (int) Math.min(to, pos + limits.bytes());
        Framing found = scan.run(bytes, pos, 0, end);
        if (found != Framing.MORE) {
            return settle(scan, found, pos + scan.place());
        }
        if (end < to) {
            return fail(Fault.BYTES);
        }
        scan.held().add(bytes, pos, to - pos);
        partial = true;
        return more(to);
    }

    /** Goes on with an element that an earlier chunk began. */
    private Framing resume(byte[] bytes, int from, int to) {
        Scan scan = Objects.requireNonNull(this.scan);
        Held held = scan.held();
        int pos = from;
        while (pos < to) {
            int length = (int) Math.min(Math.min(to - pos, STEP), scan.limits().bytes() - held.count());
            if (length <= 0) {
                return fail(Fault.BYTES);
            }
            held.add(bytes, pos, length);
            pos += length;
            Framing found = scan.run(held.bytes(), 0, scan.place(), held.count());
            if (found != Framing.MORE) {
                partial = false;
                return settle(scan, found, pos - (held.count() - scan.place()));
            }
        }
        return more(to);
    }

    private Scan begin() {
        Scan begun = scan;
        if (begun == null) {
            begun = workspace.take();
            scan = begun;
        }
        begun.begin(limits, root, phase == Phase.BEFORE_HEADER);
        return begun;
    }

    private Framing more(int to) {
        position = to;
        return Framing.MORE;
    }

    private Framing settle(Scan scan, Framing found, int end) {
        position = end;
        switch (found) {
            case HEADER -> {
                Root opened = scan.frame().root().inside(wrapper);
                if (opened.size() > Root.LIMIT) {
                    return fail(Fault.PREFIXES);
                }
                root = workspace.share(opened);
                phase = scan.isEmpty() ? Phase.CLOSING : Phase.OPEN;
            }
            case END -> {
                phase = Phase.CLOSED;
                release();
            }
            case FAULT -> {
                return fail(scan.fault());
            }
            case ELEMENT, MORE -> {}
        }
        return found;
    }

    private Framing fail(StreamError fault) {
        this.fault = fault;
        phase = Phase.FAULTED;
        release();
        return Framing.FAULT;
    }

    private void release() {
        partial = false;
        if (keeps && scan != null) {
            scan.shrink();
        } else {
            rest();
        }
    }

    /** Whether scratch memory stays here between elements, until {@link #rest}. */
    public void keep(boolean keeps) {
        this.keeps = keeps;
    }

    /** Gives scratch memory back, unless part of an element is in it. What was found may not be looked at any more. */
    public void rest() {
        if (scan != null && !partial) {
            workspace.give(scan);
            scan = null;
        }
    }

    /** Whether there is scratch memory here. */
    public boolean isAwake() {
        return scan != null;
    }

    /** One past the last byte that {@link #next} consumed. */
    public int position() {
        return position;
    }

    /**
     * What was found: for HEADER and ELEMENT.
     *
     * @throws IllegalStateException if nothing was
     */
    public Frame frame() {
        if (scan == null || partial) {
            throw new IllegalStateException("nothing was found");
        }
        return scan.frame();
    }

    /** What was wrong: for FAULT. */
    public StreamError fault() {
        return fault;
    }

    /**
     * Forgets everything, as after STARTTLS: the next thing read is the beginning of a document, but for white space, which
     * still belongs to the one before (RFC 6120 §4.3.3, §4.6.1).
     */
    public void restart(FrameLimits limits) {
        release();
        this.limits = limits;
        root = Root.none(root.contentNamespace());
        phase = headed ? Phase.BEFORE_HEADER : Phase.OPEN;
        prolog = new Prolog();
        behind = headed;
    }

    /** From the next element on. */
    public void limits(FrameLimits limits) {
        this.limits = limits;
    }

    /** Whether part of an element is held. */
    public boolean holds() {
        return partial || (prolog != null && prolog.holds());
    }
}
