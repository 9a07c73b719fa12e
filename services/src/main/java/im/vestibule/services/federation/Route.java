package im.vestibule.services.federation;

import im.vestibule.model.Frame;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way from a domain of ours to one of theirs, which outlives its streams. What is sent while there is no stream
 * waits for one; if none can be had it comes back, and for some time after that nothing is taken. Stanzas of one sender
 * stay in their order. Any thread may send; while a stream is open nobody takes a lock.
 */
public final class Route implements Outlet, Passage {
    private static final StanzaError FULL = StanzaError.of(Condition.RESOURCE_CONSTRAINT);

    /**
     * What all routes have in common.
     *
     * @param most stanzas that may wait for a stream
     * @param clock in nanoseconds, from anywhere
     * @param random gives a number from 0 to below its argument
     */
    record Terms(Dialler dialler, Returns returns, int most, LongSupplier clock, LongUnaryOperator random) {}

    private final Pair pair;
    private final Duration longest;
    private final Terms terms;
    private volatile @Nullable Carrier carrier;
    private volatile StanzaError reason = FULL;
    // All below under the monitor.
    private final Queue queue;
    private final Delay delay;
    private boolean dialling;
    private boolean resting;
    private long restsUntil;
    private int useless;

    /** @param longest that it rests after failures */
    Route(Pair pair, Duration longest, Terms terms) {
        this.pair = pair;
        this.longest = longest;
        this.terms = terms;
        queue = new Queue(terms.most());
        delay = new Delay(terms.random());
    }

    public Pair pair() {
        return pair;
    }

    /** Why it has not taken what it was given just now. */
    public StanzaError reason() {
        return reason;
    }

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        Carrier open = carrier;
        return (open != null && open.send(stanza, receipt)) || enqueue(new Parcel(Stanzas.write(stanza), receipt));
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        Carrier open = carrier;
        return (open != null && open.relay(frame, stamp, receipt))
                || enqueue(new Parcel(Stanzas.write(frame, stamp), receipt));
    }

    /** There is a stream for everybody; what comes next opens another. */
    @Override
    public void close(StreamError reason) {
        Carrier open = carrier;
        if (open != null) {
            open.close(reason);
        }
    }

    private synchronized boolean enqueue(Parcel stanza) {
        Carrier open = carrier;
        if (open != null && queue.isEmpty() && open.carry(stanza)) {
            return true;
        }
        if (rests()) {
            return false;
        }
        if (!queue.add(stanza)) {
            reason = FULL;
            return false;
        }
        dial();
        return true;
    }

    private boolean rests() {
        resting = resting && terms.clock().getAsLong() - restsUntil < 0;
        return resting;
    }

    private void dial() {
        if (!dialling && carrier == null) {
            dialling = true;
            terms.dialler().dial(this);
        }
    }

    /** The server is there, as it has called us: no reason to rest. */
    public synchronized void encourage() {
        resting = false;
        delay.reset();
    }

    /**
     * A stream is open, one that was dialled or one of theirs that goes both ways. What has waited goes first.
     *
     * @return whether it is used; another may be open already
     */
    public synchronized boolean opened(Carrier fresh) {
        if (carrier != null) {
            return false;
        }
        encourage();
        queue.drain(fresh::carry);
        carrier = fresh;
        return true;
    }

    /** What was dialled is open, or not needed any more. */
    public synchronized void dialled() {
        dialling = false;
    }

    /** What was dialled could not be opened. What has waited comes back, unless there is another stream by now. */
    public void failed(StanzaError error) {
        List<Parcel> left;
        synchronized (this) {
            dialling = false;
            if (carrier != null) {
                return;
            }
            left = rest(error);
        }
        left.forEach(stanza -> giveBack(stanza, error));
    }

    private List<Parcel> rest(StanzaError error) {
        reason = error;
        resting = true;
        restsUntil = terms.clock().getAsLong() + delay.next(longest).toNanos();
        return queue.take();
    }

    /**
     * A stream that was open is gone.
     *
     * @param undelivered what it has taken and the peer may not have, in order
     * @param useful whether it is known to have delivered anything: to open one after the other that does not could go on for
     *     ever
     */
    public void lost(Carrier gone, List<Parcel> undelivered, boolean useful) {
        List<Parcel> back = List.of();
        StanzaError error = StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT);
        synchronized (this) {
            queue.restore(undelivered);
            if (gone.equals(carrier)) {
                carrier = null;
                useless = useful ? 0 : useless + 1;
                if (!queue.isEmpty() && useless > 1 && !dialling) {
                    back = rest(error);
                }
            }
            if (!queue.isEmpty()) {
                dial();
            }
        }
        back.forEach(stanza -> giveBack(stanza, error));
    }

    private void giveBack(Parcel parcel, StanzaError error) {
        Stanzas.read(parcel.stanza()).ifPresent(element -> terms.returns().giveBack(element, error));
        parcel.receipt().settle();
    }

    /** Whether nothing would be lost with it. */
    synchronized boolean isIdle() {
        return isEmpty() && !rests();
    }

    /** Whether no stanza would be lost with it. */
    synchronized boolean isEmpty() {
        return carrier == null && !dialling && queue.isEmpty();
    }
}
