package im.vestibule.http;

import im.vestibule.http.BoshAction.Dismiss;
import im.vestibule.http.BoshState.Gone;
import im.vestibule.http.BoshState.Live;
import im.vestibule.http.BoshState.Parting;
import java.util.List;

/**
 * A BOSH session as a function of state, event and time (XEP-0124): no clock, no socket. What the stanzas are does not matter
 * to it.
 */
final class BoshMachine {
    private BoshMachine() {}

    static BoshStep step(BoshState state, BoshEvent event, long now) {
        return switch (state) {
            case Live live -> live(new BoshDraft(live, now), event);
            case Parting parting -> parting(parting, event, now);
            case Gone gone -> gone(gone, event);
        };
    }

    private static BoshStep live(BoshDraft draft, BoshEvent event) {
        switch (event) {
            case BoshEvent.Came(BoshRequest request) -> draft.come(request);
            case BoshEvent.Left(BoshRequest request) -> draft.leave(request);
            case BoshEvent.Fed() -> draft.fed();
            case BoshEvent.Output() -> draft.output();
            case BoshEvent.Due() -> draft.due();
            case BoshEvent.Ended(BoshReply.Terminate last) -> draft.end(last);
        }
        return draft.step();
    }

    private static BoshStep parting(Parting parting, BoshEvent event, long now) {
        return switch (event) {
            case BoshEvent.Came(BoshRequest request) ->
                new BoshStep(new Gone(), List.of(new Dismiss(request, parting.last(), true)));
            case BoshEvent.Due() -> new BoshStep(parting.until() - now > 0 ? parting : new Gone(), List.of());
            case BoshEvent.Left _, BoshEvent.Fed _, BoshEvent.Output _, BoshEvent.Ended _ ->
                new BoshStep(parting, List.of());
        };
    }

    /** XEP-0124 §10: as if there never had been a session. */
    private static BoshStep gone(Gone gone, BoshEvent event) {
        return switch (event) {
            case BoshEvent.Came(BoshRequest request) ->
                new BoshStep(
                        gone,
                        List.of(new Dismiss(request, BoshReply.Terminate.of(BoshCondition.ITEM_NOT_FOUND), false)));
            case BoshEvent.Left _, BoshEvent.Fed _, BoshEvent.Output _, BoshEvent.Due _, BoshEvent.Ended _ ->
                new BoshStep(gone, List.of());
        };
    }
}
