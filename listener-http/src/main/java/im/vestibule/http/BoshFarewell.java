package im.vestibule.http;

import im.vestibule.http.BoshAction.Dismiss;
import im.vestibule.http.BoshReply.Plain;
import im.vestibule.http.BoshReply.Terminate;
import im.vestibule.http.BoshState.Early;
import im.vestibule.http.BoshState.Live;
import im.vestibule.http.BoshState.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What all that wait hear when a session ends. */
final class BoshFarewell {
    private BoshFarewell() {}

    private static List<BoshRequest> awaited(Live live) {
        return live.open().stream().map(Open::request).flatMap(Optional::stream).toList();
    }

    private static Stream<BoshRequest> early(Live live) {
        return live.early().stream().map(Early::request);
    }

    /** What is still to be said goes with the first request, the last word with the last and with those before their turn. */
    static List<BoshAction> friendly(Live live, Terminate last) {
        List<BoshAction> actions = new ArrayList<>();
        List<BoshRequest> awaited = awaited(live);
        for (BoshRequest request : awaited) {
            boolean newest = request.equals(awaited.getLast());
            BoshReply other = live.started()
                    ? Plain.EMPTY
                    : new BoshReply.Created(live.terms(), request.tag().rid());
            actions.add(new Dismiss(request, newest ? last : other, actions.isEmpty()));
        }
        early(live).forEach(request -> actions.add(new Dismiss(request, last, actions.isEmpty())));
        return actions;
    }

    /**
     * Everything says what was wrong.
     *
     * @param cause the request that is
     */
    static List<BoshAction> angry(Live live, Terminate last, BoshRequest cause) {
        return Stream.of(awaited(live).stream(), early(live), Stream.of(cause))
                .flatMap(each -> each)
                .<BoshAction>map(request -> new Dismiss(request, last, false))
                .toList();
    }
}
