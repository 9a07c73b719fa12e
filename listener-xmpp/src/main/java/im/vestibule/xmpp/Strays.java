package im.vestibule.xmpp;

import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Session;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was taken for a session that counts nothing, and reaches its connection too late: because the client leaves, or reads
 * nothing. It takes the way of what other sessions have not acknowledged, in order. Only the connection's loop calls it.
 */
final class Strays {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);

    private final Resumptions house;
    private final EventLoop loop;
    private final Session session;
    private List<Unacknowledged> waiting = List.of();
    private boolean busy;

    Strays(Resumptions house, EventLoop loop, Session session) {
        this.house = house;
        this.loop = loop;
        this.session = session;
    }

    void add(Parcel parcel) {
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>();
        }
        Instant now = house.clock().instant();
        waiting.add(new Unacknowledged(waiting.size() + 1L, parcel, now));
        if (!busy) {
            busy = true;
            // With the others of this pass.
            loop.execute(this::work);
        }
    }

    private void work() {
        List<Unacknowledged> batch = waiting;
        waiting = List.of();
        busy = !batch.isEmpty();
        if (busy) {
            house.effects().run(loop, () -> away(batch), done -> work(), this::failed);
        }
    }

    private boolean away(List<Unacknowledged> batch) {
        house.router().undelivered(session, house.holding().open(session.jid(), StreamIds.next()), batch);
        return true;
    }

    private void failed(Throwable failure) {
        session.outlet().on(log.atError()).setCause(failure).log("stream_failed");
        work();
    }
}
