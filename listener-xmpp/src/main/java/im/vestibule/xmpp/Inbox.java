package im.vestibule.xmpp;

import im.vestibule.core.Histogram;
import im.vestibule.services.session.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stanzas on their way to one loop from other threads. Wakes the loop once, however many arrive until it looks. */
final class Inbox implements Runnable {
    private record Item(ChannelOutlet outlet, ByteBuf bytes, Receipt receipt) implements Runnable {
        @Override
        public void run() {
            outlet.arrive(bytes, receipt);
        }
    }

    private final EventLoop loop;
    private final Queue<Runnable> items = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Histogram depths = new Histogram(1, 4, 16, 64, 256, 1_024, 4_096, 16_384);

    Inbox(EventLoop loop) {
        this.loop = loop;
    }

    /** From any thread; the outlet bounds what it has underway. */
    void post(ChannelOutlet outlet, ByteBuf bytes, Receipt receipt) {
        post(new Item(outlet, bytes, receipt));
    }

    /** From any thread: to be called with the rest. */
    void post(Runnable item) {
        items.add(item);
        if (!called.get() && called.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        called.set(false);
        int depth = 0;
        for (Runnable item = items.poll(); item != null; item = items.poll()) {
            item.run();
            depth++;
        }
        depths.record(depth);
    }

    /** How many stanzas were there whenever the loop looked. */
    Histogram depths() {
        return depths;
    }
}
