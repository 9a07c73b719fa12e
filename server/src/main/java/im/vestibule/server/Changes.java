package im.vestibule.server;

import im.vestibule.config.Plan;
import im.vestibule.core.Change;
import im.vestibule.core.Door;
import im.vestibule.core.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan means for the listeners that are bound. */
final class Changes {
    private Changes() {}

    /**
     * A listener that only has another place in the file gets a door that says so.
     *
     * @param doors by their place in the new file; of the kinds that this build opens
     * @param bound listeners by their place in the old one
     */
    static List<Change> of(Plan plan, Map<String, Door> doors, Map<String, Listener> bound) {
        List<Change> changes = new ArrayList<>();
        for (Plan.Kept kept : plan.keep()) {
            Door door = doors.get(kept.door().key());
            Listener listener = bound.get(kept.before());
            if (door != null && listener != null && !plan.leavesAlone(kept)) {
                changes.add(kept.rebind() ? new Change.Rebind(listener, door) : new Change.Adapt(listener, door));
            }
        }
        for (Plan.Door open : plan.open()) {
            Optional.ofNullable(doors.get(open.key())).map(Change.Open::new).ifPresent(changes::add);
        }
        for (Plan.Door close : plan.close()) {
            Optional.ofNullable(bound.get(close.key())).map(Change.Close::new).ifPresent(changes::add);
        }
        return changes;
    }
}
