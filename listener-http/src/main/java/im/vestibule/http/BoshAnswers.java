package im.vestibule.http;

import im.vestibule.http.BoshState.Answered;
import im.vestibule.http.BoshState.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answers that are kept in case somebody asks again (XEP-0124 §14.3), while one event is at work on a session. */
final class BoshAnswers {
    /** How often one answer is given again. */
    static final int REPEATS = 16;

    /** Answers kept for a client that says which it has. */
    static final int UNACKNOWLEDGED = 4;

    private final List<Answered> answered;
    private final int most;
    private final List<BoshAction> actions;

    /** What becomes of a request that may be a repeat. */
    enum Repeat {
        /** Its answer is given again. */
        GIVEN,
        TOO_OFTEN,
        /** There is no such answer, or none for who does not know its key. */
        UNKNOWN
    }

    /** @param actions takes what is to be done */
    BoshAnswers(List<Answered> answered, BoshTerms terms, List<BoshAction> actions) {
        this.answered = new ArrayList<>(answered);
        this.actions = actions;
        most = terms.clientAcks() ? UNACKNOWLEDGED : terms.requests();
    }

    List<Answered> all() {
        return List.copyOf(answered);
    }

    Optional<Answered> find(long rid) {
        return answered.stream().filter(each -> each.rid() == rid).findFirst();
    }

    Repeat repeat(BoshRequest request) {
        Optional<Answered> found = find(request.tag().rid())
                .filter(same -> BoshKey.same(same.key(), request.tag().key()));
        if (found.isEmpty()) {
            return Repeat.UNKNOWN;
        }
        Answered same = found.get();
        if (same.repeats() >= REPEATS) {
            return Repeat.TOO_OFTEN;
        }
        answered.set(answered.indexOf(same), new Answered(same.rid(), same.key(), same.at(), same.repeats() + 1));
        actions.add(new BoshAction.Repeat(request));
        return Repeat.GIVEN;
    }

    /** Keeps one more. */
    void add(Open request, long now) {
        answered.add(new Answered(request.rid(), request.key(), now, 0));
        while (answered.size() > most) {
            actions.add(new BoshAction.Forget(answered.removeFirst().rid()));
        }
    }

    /** The client has this one and all before. */
    void acknowledge(long rid) {
        while (!answered.isEmpty() && answered.getFirst().rid() <= rid) {
            actions.add(new BoshAction.Forget(answered.removeFirst().rid()));
        }
    }
}
