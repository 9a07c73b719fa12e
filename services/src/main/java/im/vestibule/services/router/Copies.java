package im.vestibule.services.router;

import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** A message that several resources of an account get: it is safe once one of them has it, and is sent on only if none will have it. */
final class Copies {
    private Copies() {}

    /**
     * Those that wait to be resumed answer for it only if no others do: a phone that sleeps beside a desktop costs no write per message.
     *
     * @param several one at least
     * @param way gives an outlet its copy; false if it was not taken
     * @return false if nobody has taken it; the receipt stays with the caller then
     */
    static boolean pass(List<Session> several, Receipt receipt, BiPredicate<Outlet, Receipt> way) {
        List<Session> awake = new ArrayList<>(several.size());
        List<Session> asleep = new ArrayList<>();
        for (Session session : several) {
            (session.isSuspended() ? asleep : awake).add(session);
        }
        if (share(awake, receipt, way)) {
            for (Session session : asleep) {
                boolean _ = way.test(session.outlet(), Receipt.COPY);
            }
            return true;
        }
        return share(asleep, receipt, way);
    }

    private static boolean share(List<Session> sessions, Receipt receipt, BiPredicate<Outlet, Receipt> way) {
        if (sessions.size() == 1) {
            return way.test(sessions.getFirst().outlet(), receipt);
        }
        Receipt shared = receipt.among(sessions.size());
        boolean taken = false;
        for (Session session : sessions) {
            if (way.test(session.outlet(), shared)) {
                taken = true;
            } else {
                boolean _ = shared.abandon();
            }
        }
        return taken;
    }
}
