package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where stanzas wait for a client that has said that it is inactive (XEP-0352), for as long as it is. Only the loop of its session calls it. */
final class Stage {
    private final Consumer<Parcel> way;
    private @Nullable Csi<Parcel> csi;

    /**
     * @param way takes what waits no longer
     */
    Stage(Consumer<Parcel> way) {
        this.way = way;
    }

    /** Whether the client is inactive. */
    boolean isResting() {
        return csi != null;
    }

    /** A stanza for the client. */
    void take(Parcel parcel) {
        Csi<Parcel> waiting = csi;
        if (waiting == null) {
            way.accept(parcel);
            return;
        }
        int size = parcel.stanza().length;
        Importance importance = Importance.of(parcel.stanza());
        if (importance instanceof Importance.Passing) {
            // It is worth nothing later.
            parcel.receipt().settle();
            waiting.offer(new Parcel(parcel.stanza(), Receipt.NONE), size, importance, way);
        } else {
            waiting.offer(parcel, size, importance, way);
        }
    }

    /**
     * The client is inactive.
     *
     * @param most that may wait
     */
    void rest(Limit most) {
        if (csi == null) {
            csi = new Csi<>(most);
        }
    }

    /** What waits goes first; the client stays as it is. */
    void release() {
        if (csi != null) {
            csi.release(way);
        }
    }

    /** The client is active, or will be when it comes back: nothing waits any more. */
    void rouse() {
        leave(way);
    }

    /**
     * The same for a client that is gone.
     *
     * @param other takes what has waited
     */
    void leave(Consumer<Parcel> other) {
        Csi<Parcel> waiting = csi;
        csi = null;
        if (waiting != null) {
            waiting.release(other);
        }
    }
}
