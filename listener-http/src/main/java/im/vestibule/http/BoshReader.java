package im.vestibule.http;

import im.vestibule.model.Frame;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.Workspace;
import im.vestibule.xmpp.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body after the other and stops where it is told to. Between bodies it holds nothing. Only the session's loop
 * touches it.
 */
final class BoshReader {
    private static final byte[] NOTHING = {};
    private static final StreamError CUT = StreamError.of(Condition.NOT_WELL_FORMED);
    private static final StreamError TOO_MUCH =
            StreamError.of(Condition.POLICY_VIOLATION, "too much before authentication");

    /** Who is told of what is read. */
    interface Listener {
        /** A view that is good during the call only. */
        void frame(Frame frame);

        /** Nothing is read behind it. */
        void fault(StreamError error);

        /** This was all. */
        void done();
    }

    private final Workspace workspace;
    private final Listener listener;
    private Allowance allowance;
    private long bytes;
    private long elements;
    // Of the body that is being read.
    private @Nullable Framer framer;
    private byte[] body = NOTHING;
    private int position;
    private boolean closed;
    private boolean paused;
    private boolean reading;
    private boolean ended;

    BoshReader(Allowance allowance, Workspace workspace, Listener listener) {
        this.allowance = allowance;
        this.workspace = workspace;
        this.listener = listener;
    }

    /** Only behind {@link Listener#done} of the one before. */
    void read(byte[] next) {
        body = next;
        position = 0;
        closed = false;
        bytes += next.length;
        framer = Framer.wrapped(allowance.each(), Ns.CLIENT, BoshTag.NS, workspace);
        if (bytes > allowance.bytes()) {
            fail(TOO_MUCH);
            leave();
        } else {
            go();
        }
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        go();
    }

    /** What has been read counts no more; what is read from now on may be this much. */
    void restart(Allowance fresh) {
        allowance = fresh;
        bytes = 0;
        elements = 0;
    }

    /** From the next element on this may be read. */
    void admit(Allowance fresh) {
        allowance = fresh;
        if (framer != null) {
            framer.limits(fresh.each());
        }
    }

    /** Nothing more is read. */
    void end() {
        ended = true;
        if (!reading) {
            leave();
        }
    }

    private void go() {
        Framer here = framer;
        if (here == null || reading) {
            return;
        }
        reading = true;
        try {
            while (!paused && !ended && framer != null) {
                step(here);
            }
        } finally {
            reading = false;
            // Lets go of what it took to look at the element.
            here.rest();
        }
        if (ended) {
            leave();
        } else if (framer == null) {
            listener.done();
        }
    }

    private void step(Framer here) {
        Framing found = here.next(body, position, body.length);
        position = here.position();
        switch (found) {
            case HEADER -> {}
            case ELEMENT -> {
                if (++elements > allowance.elements()) {
                    fail(TOO_MUCH);
                } else {
                    listener.frame(here.frame());
                }
            }
            case END -> closed = true;
            case FAULT -> fail(here.fault());
            case MORE -> {
                if (closed) {
                    leave();
                } else {
                    fail(CUT);
                }
            }
        }
    }

    private void fail(StreamError error) {
        ended = true;
        listener.fault(error);
    }

    private void leave() {
        framer = null;
        body = NOTHING;
    }
}
