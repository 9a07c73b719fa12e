package im.vestibule.http;

import java.util.List;

/**
 * What comes of an event.
 *
 * @param actions to be done in this order
 */
record BoshStep(BoshState state, List<BoshAction> actions) {
    BoshStep {
        actions = List.copyOf(actions);
    }
}
