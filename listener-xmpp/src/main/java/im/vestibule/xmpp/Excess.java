package im.vestibule.xmpp;

import im.vestibule.config.StreamManagementSpec;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.services.resumption.Outstanding;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is unacknowledged beyond what may be, which ends a session: of bytes at once, of stanzas after a while. Only the loop where the session sits calls it. */
final class Excess {
    /** How long more than {@code buffer_max} may be unacknowledged. */
    static final long GRACE_SECONDS = 5;

    /** Bytes that may be unacknowledged. */
    static final long BYTES = 8L * 1024 * 1024;

    static final StreamError TOO_MANY = StreamError.of(Condition.RESOURCE_CONSTRAINT, "too many unacked stanzas");

    private final StreamManagementSpec spec;
    private final Outstanding outstanding;
    private final Supplier<EventLoop> loop;
    private final Consumer<StreamError> end;
    private @Nullable Future<?> grace;

    /**
     * @param loop where the session sits
     * @param end ends the session
     */
    Excess(StreamManagementSpec spec, Outstanding outstanding, Supplier<EventLoop> loop, Consumer<StreamError> end) {
        this.spec = spec;
        this.outstanding = outstanding;
        this.loop = loop;
        this.end = end;
    }

    /**
     * There may be more.
     *
     * @return whether the session has ended for it
     */
    boolean grown() {
        if (outstanding.bytes() > BYTES) {
            end.accept(TOO_MANY);
            return true;
        }
        if (grace == null && isThere()) {
            grace = loop.get().schedule(this::judge, GRACE_SECONDS, TimeUnit.SECONDS);
        }
        return false;
    }

    private boolean isThere() {
        return spec.buffer() && outstanding.size() > spec.bufferMax().value();
    }

    private void judge() {
        grace = null;
        if (isThere()) {
            end.accept(TOO_MANY);
        }
    }

    /** There is less. */
    void shrunk() {
        if (!isThere()) {
            forgive();
        }
    }

    /** Nothing comes of it, for now. */
    void forgive() {
        if (grace != null) {
            grace.cancel(false);
            grace = null;
        }
    }
}
