package im.vestibule.xmpp;

import im.vestibule.model.Frame;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.session.Claim;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The way out of a session that outlives its connections (XEP-0198). On the loop where it sits a stanza is numbered at once; from elsewhere it queues up, in
 * order, also while the session moves to another loop. Stanzas stand in the content namespace without declaring it, whatever the connection is.
 */
final class SessionOutlet implements Outlet {
    /** Bytes that may be on their way here from other loops: with more, the session ends. */
    static final long BOUND = ChannelOutlet.BOUND;

    /** Bytes that are taken all the same meanwhile, so that what comes takes another way behind what has come before. */
    static final long MOST = Excess.BYTES;

    private static final byte[] NOTHING = {};
    private static final XmlWriter WRITER = XmlWriter.within(Ns.CLIENT);

    private final Managed session;
    private final Queue<Parcel> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final AtomicBoolean overflowing = new AtomicBoolean();
    private final AtomicLong underway = new AtomicLong();
    private final Runnable drain = this::drain;
    private volatile Seat seat;
    private volatile boolean closed;
    // Only where it sits: what comes waits behind what is being claimed.
    private boolean claiming;

    SessionOutlet(Managed session, Seat seat) {
        this.session = session;
        this.seat = seat;
    }

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        return !closed && take(new Parcel(WRITER.bytes(stanza), receipt));
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        if (closed) {
            return false;
        }
        return take(new Parcel(frame.relayed(stamp, NOTHING, NOTHING), receipt));
    }

    /** Takes a stanza in its place among those of its sender. */
    boolean take(Parcel parcel) {
        // What is on its way here goes first: it may be of the same sender.
        if (seat.isHere() && underway.get() == 0 && !claiming && !session.isOver()) {
            session.take(parcel);
            return true;
        }
        return post(parcel);
    }

    private boolean post(Parcel parcel) {
        int size = parcel.stanza().length;
        long waiting = underway.addAndGet(size);
        if (waiting > BOUND + size && overflowing.compareAndSet(false, true)) {
            close(ChannelOutlet.OVERFLOW);
        }
        if (waiting > MOST + size) {
            underway.addAndGet(-size);
            return false;
        }
        queue.add(parcel);
        call();
        if (closed) {
            session.stray();
        }
        return true;
    }

    private void call() {
        if (!called.get() && called.compareAndSet(false, true)) {
            seat.inbox().post(drain);
        }
    }

    private void drain() {
        if (!seat.isHere()) {
            // It has moved since it was called.
            seat.inbox().post(drain);
            return;
        }
        called.set(false);
        while (!claiming && !session.isOver()) {
            Parcel parcel = next();
            if (parcel == null) {
                return;
            }
            session.take(parcel);
        }
    }

    /** The next of what waits; null if nothing does. Where it sits, or by whoever sees to the rest of a session that is over. */
    @Nullable
    Parcel next() {
        Parcel parcel = queue.poll();
        if (parcel != null) {
            underway.addAndGet(-parcel.stanza().length);
        }
        return parcel;
    }

    /** Does something where it sits, now or soon. From any thread. */
    void run(Runnable task) {
        Seat now = seat;
        if (now.isHere()) {
            task.run();
        } else {
            now.loop().execute(() -> run(task));
        }
    }

    /** From now on it sits there, and nothing more may be done here. Where it sits. */
    void move(Seat there) {
        seat = there;
    }

    Seat seat() {
        return seat;
    }

    /** Whether messages of the store are being claimed. Where it sits. */
    boolean isClaiming() {
        return claiming;
    }

    /** From now on nothing is taken. */
    void shut() {
        closed = true;
    }

    /** Nothing is numbered until it is known that the messages will be, so that the store can be told their numbers. */
    @Override
    public int deliver(List<XmlElement> messages, Claim claim) {
        long number = CompletableFuture.supplyAsync(this::begin, this::run).join();
        if (number < 0) {
            return 0;
        }
        boolean laid = false;
        try {
            claim.lay(session.id(), number);
            laid = true;
        } finally {
            List<XmlElement> claimed = laid ? List.copyOf(messages) : List.of();
            Void _ = CompletableFuture.runAsync(() -> end(claimed), this::run).join();
        }
        return messages.size();
    }

    private long begin() {
        if (closed || claiming || session.isOver()) {
            return -1;
        }
        claiming = true;
        return session.reserve();
    }

    private void end(List<XmlElement> claimed) {
        claiming = false;
        session.claimed(claimed.stream().map(WRITER::bytes).toList());
        drain();
    }

    @Override
    public LoggingEventBuilder on(LoggingEventBuilder line) {
        return session.on(line);
    }

    @Override
    public void close(StreamError reason) {
        Seat now = seat;
        now.loop().execute(() -> run(() -> session.end(reason)));
    }
}
