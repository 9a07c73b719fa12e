package im.vestibule.xmpp;

import im.vestibule.services.resumption.Held;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What a session that is over has not acknowledged, and what still comes for it, goes another way. From any thread. */
final class Leftovers {
    private final Resumptions house;
    private final Session session;
    private final Held held;
    private final SessionOutlet outlet;
    private final long last;

    /**
     * @param last number that the client may have got
     */
    Leftovers(Resumptions house, Session session, Held held, SessionOutlet outlet, long last) {
        this.house = house;
        this.session = session;
        this.held = held;
        this.outlet = outlet;
        this.last = last;
    }

    /** Sees to all of it, and closes the session. */
    void begin(List<Unacknowledged> unacknowledged, List<Parcel> unsent) {
        List<Unacknowledged> first = new ArrayList<>(unacknowledged);
        unsent.forEach(parcel -> first.add(fresh(parcel)));
        house.effects().run(() -> {
            try {
                seeTo(first);
            } finally {
                house.seenTo(held.id());
            }
        });
    }

    /** Until nothing more has come meanwhile, so that nothing overtakes. */
    private void seeTo(List<Unacknowledged> first) {
        try {
            List<Unacknowledged> rest = first;
            do {
                house.router().undelivered(session, held, rest);
                rest = waiting();
            } while (!rest.isEmpty());
        } finally {
            outlet.shut();
            house.binding().close(session);
        }
        seeToStrays();
    }

    /** Something has come at the very moment when nothing was taken any more. */
    void stray() {
        house.effects().run(this::seeToStrays);
    }

    private void seeToStrays() {
        List<Unacknowledged> rest = waiting();
        if (!rest.isEmpty()) {
            house.router().undelivered(session, held, rest);
        }
    }

    private List<Unacknowledged> waiting() {
        List<Unacknowledged> rest = new ArrayList<>();
        for (Parcel parcel = outlet.next(); parcel != null; parcel = outlet.next()) {
            rest.add(fresh(parcel));
        }
        return rest;
    }

    /** Of a number that the client cannot have got. */
    private Unacknowledged fresh(Parcel parcel) {
        return new Unacknowledged(last + 1, parcel, house.clock().instant());
    }
}
