package im.vestibule.xmpp;

import im.vestibule.config.PingSpec;
import im.vestibule.model.JidCache;
import im.vestibule.model.Workspace;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the connections of one event loop share, because only one of them runs at a time. */
public final class LoopLocal {
    private static final int SCRATCH = 64 * 1024;
    private static final FastThreadLocal<LoopLocal> CURRENT = new FastThreadLocal<>();

    private final Flusher flusher;
    private final Inbox inbox;
    private final Workspace workspace = new Workspace();
    private final JidCache jids = new JidCache();
    private final Map<Duration, Hibernation> hibernations = new HashMap<>();
    private final Map<PingSpec, Pings> pings = new HashMap<>();
    private final EventLoop loop;
    private final FrameHead frameHead = new FrameHead();
    private @Nullable Unpacker spare;
    private byte[] scratch = new byte[SCRATCH];

    private LoopLocal(EventLoop loop) {
        this.loop = loop;
        flusher = new Flusher(loop);
        inbox = new Inbox(loop);
    }

    /** Of the calling thread, which must be this loop's. */
    public static LoopLocal of(EventLoop loop) {
        LoopLocal local = CURRENT.get();
        if (local == null) {
            local = new LoopLocal(loop);
            CURRENT.set(local);
        }
        return local;
    }

    public Flusher flusher() {
        return flusher;
    }

    Inbox inbox() {
        return inbox;
    }

    public Workspace workspace() {
        return workspace;
    }

    JidCache jids() {
        return jids;
    }

    /** Of all connections that sleep after the same silence. */
    Hibernation hibernation(Duration after) {
        return hibernations.computeIfAbsent(after, same -> new Hibernation(loop, same));
    }

    /** Of all clients that are asked for a sign of life in the same way. */
    Pings pings(PingSpec spec) {
        return pings.computeIfAbsent(spec, same -> new Pings(loop, same));
    }

    /** To be filled and looked at, and then left. */
    FrameHead frameHead() {
        return frameHead;
    }

    /** For one message; to be given back after it. */
    Unpacker unpacker() {
        Unpacker taken = spare == null ? new Unpacker() : spare;
        spare = null;
        return taken;
    }

    void giveBack(Unpacker unpacker) {
        if (spare == null) {
            unpacker.reset();
            spare = unpacker;
        } else {
            unpacker.close();
        }
    }

    /** An array of at least this many bytes; whoever asks next overwrites it. */
    byte[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new byte[size];
        }
        return scratch;
    }
}
