package im.vestibule.xmpp;

import io.netty.channel.EventLoop;
import java.util.ArrayList;

/** Sends on its way, once per pass of its loop, what was collected in that pass. */
public final class Flusher implements Runnable {
    /** Where something is collected. */
    @FunctionalInterface
    public interface Collector {
        /** Sends it. */
        void flush();
    }

    private final EventLoop loop;
    private ArrayList<Collector> dirty = new ArrayList<>();
    private ArrayList<Collector> spare = new ArrayList<>();

    Flusher(EventLoop loop) {
        this.loop = loop;
    }

    /** It is flushed behind the I/O events of this pass. */
    public void add(Collector collector) {
        if (dirty.isEmpty()) {
            loop.execute(this);
        }
        dirty.add(collector);
    }

    @Override
    public void run() {
        ArrayList<Collector> batch = dirty;
        dirty = spare;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).flush();
        }
        batch.clear();
        spare = batch;
    }
}
