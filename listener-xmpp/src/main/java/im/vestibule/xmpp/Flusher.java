package im.vestibule.xmpp;

import io.netty.channel.EventLoop;
import java.util.ArrayList;

/** Writes out, once per pass of its loop, every outbox that got something in that pass. */
final class Flusher implements Runnable {
    private final EventLoop loop;
    private ArrayList<Outbox> dirty = new ArrayList<>();
    private ArrayList<Outbox> spare = new ArrayList<>();

    Flusher(EventLoop loop) {
        this.loop = loop;
    }

    /** The outbox is flushed behind the I/O events of this pass. */
    void add(Outbox outbox) {
        if (dirty.isEmpty()) {
            loop.execute(this);
        }
        dirty.add(outbox);
    }

    @Override
    public void run() {
        ArrayList<Outbox> batch = dirty;
        dirty = spare;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).flush();
        }
        batch.clear();
        spare = batch;
    }
}
