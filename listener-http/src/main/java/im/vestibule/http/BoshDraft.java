package im.vestibule.http;

import im.vestibule.http.BoshReply.Plain;
import im.vestibule.http.BoshReply.Report;
import im.vestibule.http.BoshReply.Terminate;
import im.vestibule.http.BoshState.Answered;
import im.vestibule.http.BoshState.Early;
import im.vestibule.http.BoshState.Gone;
import im.vestibule.http.BoshState.Live;
import im.vestibule.http.BoshState.Open;
import im.vestibule.http.BoshState.Parting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An open session while one event is at work on it. */
final class BoshDraft {
    /** How long the last word waits for somebody to hear it, where silence does not end a session. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final BoshTerms terms;
    private final long now;
    private final List<Open> open;
    private final List<Early> early;
    private final List<BoshAction> actions = new ArrayList<>();
    private final BoshAnswers answers;
    private boolean started;
    private long done;
    private Optional<BoshRequest> feeding;
    private boolean output;
    private String key;
    private OptionalLong polled;
    private Optional<Answered> missed;
    private long quiet;
    private OptionalLong pause;
    private Optional<BoshState> over = Optional.empty();

    BoshDraft(Live live, long now) {
        this.now = now;
        terms = live.terms();
        open = new ArrayList<>(live.open());
        early = new ArrayList<>(live.early());
        answers = new BoshAnswers(live.answered(), terms, actions);
        started = live.started();
        done = live.done();
        feeding = live.feeding();
        output = live.output();
        key = live.key();
        polled = live.polled();
        missed = live.missed();
        quiet = live.quiet();
        pause = live.pause();
    }

    BoshStep step() {
        return new BoshStep(over.orElseGet(this::live), actions);
    }

    private Live live() {
        return new Live(
                terms,
                started,
                done,
                feeding,
                output,
                List.copyOf(open),
                List.copyOf(early),
                answers.all(),
                key,
                polled,
                missed,
                quiet,
                pause);
    }

    void come(BoshRequest request) {
        long rid = request.tag().rid();
        int most = terms.requests() + (request.tag().mayExceed() ? 1 : 0);
        if (rid <= done) {
            again(request);
        } else if (rid > done + most) {
            fail(BoshCondition.ITEM_NOT_FOUND, request);
        } else if (replaceEarly(request)) {
            // It still waits for its turn.
        } else if (awaited() >= most) {
            fail(BoshCondition.POLICY_VIOLATION, request);
        } else {
            early.add(new Early(request, until()));
            early.sort(Comparator.comparingLong(Early::rid));
            advance();
        }
    }

    /** XEP-0124 §14.3: the client believes that the connection it came by is broken. */
    private void again(BoshRequest request) {
        long rid = request.tag().rid();
        for (int i = 0; i < open.size(); i++) {
            Open same = open.get(i);
            if (same.rid() == rid && BoshKey.same(same.key(), request.tag().key())) {
                same.request().ifPresent(this::sendAway);
                open.set(i, new Open(rid, same.key(), until(), Optional.of(request)));
                settle();
                return;
            }
        }
        switch (answers.repeat(request)) {
            case GIVEN -> quiet = now;
            case TOO_OFTEN -> fail(BoshCondition.POLICY_VIOLATION, request);
            case UNKNOWN -> fail(BoshCondition.ITEM_NOT_FOUND, request);
        }
    }

    private boolean replaceEarly(BoshRequest request) {
        for (int i = 0; i < early.size(); i++) {
            if (early.get(i).rid() == request.tag().rid()) {
                sendAway(early.get(i).request());
                early.set(i, new Early(request, until()));
                return true;
            }
        }
        return false;
    }

    private void sendAway(BoshRequest request) {
        actions.add(new BoshAction.Dismiss(request, new BoshReply.Again(), false));
    }

    private long until() {
        return now + terms.patience().toNanos();
    }

    private long awaited() {
        return early.size() + open.stream().filter(Open::isAwaited).count();
    }

    /** Takes up what is next, unless the stream is busy with the one before. */
    private void advance() {
        while (over.isEmpty()
                && feeding.isEmpty()
                && !early.isEmpty()
                && early.getFirst().rid() == done + 1) {
            take(early.removeFirst().request());
        }
    }

    private void take(BoshRequest request) {
        BoshTag tag = request.tag();
        if (!key.isEmpty() && !BoshKey.precedes(request.tag().key(), key)) {
            fail(BoshCondition.ITEM_NOT_FOUND, request);
        } else if (pauseOf(tag).compareTo(terms.maxPause()) > 0 || pollsTooOften(tag)) {
            fail(BoshCondition.POLICY_VIOLATION, request);
        } else {
            done = tag.rid();
            key = tag.attribute("newkey").orElse(request.tag().key());
            pause = OptionalLong.empty();
            polled = started && tag.isEmpty() && !tag.mayExceed() ? OptionalLong.of(now) : OptionalLong.empty();
            acknowledge(tag);
            feeding = Optional.of(request);
            open.add(new Open(done, request.tag().key(), until(), feeding));
            actions.add(new BoshAction.Feed(request));
        }
    }

    private static Duration pauseOf(BoshTag tag) {
        return Duration.ofSeconds(tag.pause().orElse(0));
    }

    /** XEP-0124 §12. */
    private boolean pollsTooOften(BoshTag tag) {
        return terms.polls()
                && tag.isEmpty()
                && !tag.mayExceed()
                && polled.isPresent()
                && now - polled.getAsLong() < BoshTerms.POLLING.toNanos();
    }

    /** XEP-0124 §9.2. Who says nothing has all answers. */
    private void acknowledge(BoshTag tag) {
        if (!terms.clientAcks() || !started) {
            return;
        }
        long ack = tag.ack().orElse(tag.rid() - 1);
        answers.acknowledge(ack);
        missed = answers.find(ack + 1);
    }

    void fed() {
        Optional<BoshRequest> request = feeding;
        feeding = Optional.empty();
        if (request.map(BoshRequest::tag).filter(BoshTag::terminates).isPresent()) {
            close();
            return;
        }
        request.map(BoshRequest::tag).filter(tag -> tag.pause().isPresent()).ifPresent(this::pause);
        settle();
        advance();
    }

    /** XEP-0124 §10: everything is answered at once, the request to pause without stanzas. */
    private void pause(BoshTag tag) {
        while (!open.isEmpty()) {
            answer(output && open.size() > 1);
        }
        pause = OptionalLong.of(pauseOf(tag).toNanos());
    }

    void output() {
        output = true;
        settle();
    }

    /** Answers what need not wait. */
    private void settle() {
        while (!open.isEmpty() && ((output && isHeard()) || isOver())) {
            answer(output);
        }
    }

    /** Whether more requests wait than may. */
    private boolean isOver() {
        return open.size() > terms.hold() && !isFed(open.getFirst());
    }

    /** Whether somebody waits for what there is to say. */
    private boolean isHeard() {
        return open.stream().anyMatch(Open::isAwaited);
    }

    private boolean isFed(Open request) {
        return feeding.filter(fed -> fed.tag().rid() == request.rid()).isPresent();
    }

    /**
     * Answers the request that has waited for longest.
     *
     * @param full with what the stream has said, if somebody waits for the answer
     */
    private void answer(boolean full) {
        Open first = open.removeFirst();
        boolean stanzas = full && first.isAwaited();
        BoshReply reply = started ? plain(first) : new BoshReply.Created(terms, first.rid());
        started = true;
        output = output && !stanzas;
        if (stanzas) {
            polled = OptionalLong.empty();
        }
        actions.add(first.request()
                .<BoshAction>map(request -> new BoshAction.Answer(request, reply, stanzas))
                .orElseGet(() -> new BoshAction.Keep(first.rid(), reply)));
        answers.add(first, now);
        quiet = now;
    }

    private Plain plain(Open request) {
        boolean tells = terms.serverAcks() && done > request.rid();
        Optional<Report> report =
                missed.map(answer -> new Report(answer.rid(), Duration.ofNanos(Math.max(0, now - answer.at()))));
        missed = Optional.empty();
        return tells || report.isPresent()
                ? new Plain(tells ? OptionalLong.of(done) : OptionalLong.empty(), report)
                : Plain.EMPTY;
    }

    void leave(BoshRequest request) {
        early.removeIf(each -> each.request() == request);
        open.replaceAll(each -> each.request().filter(same -> same == request).isPresent()
                ? new Open(each.rid(), each.key(), each.until(), Optional.empty())
                : each);
        quiet = now;
    }

    void due() {
        early.removeIf(each -> {
            boolean late = each.until() - now <= 0;
            if (late) {
                sendAway(each.request());
                quiet = now;
            }
            return late;
        });
        while (open.stream().anyMatch(each -> each.isAwaited() && each.until() - now <= 0)) {
            answer(false);
        }
        Live live = live();
        if (live.isQuiet() && live.end().isPresent() && live.end().getAsLong() - now <= 0) {
            over = Optional.of(new Gone());
            actions.add(new BoshAction.Lose(false));
        }
    }

    /** The client has broken the rules. */
    private void fail(BoshCondition condition, BoshRequest request) {
        actions.addAll(BoshFarewell.angry(live(), Terminate.of(condition), request));
        actions.add(new BoshAction.Lose(true));
        over = Optional.of(new Gone());
    }

    /** The client leaves, and what it sent on leaving has been taken in. */
    private void close() {
        actions.addAll(BoshFarewell.friendly(live(), Terminate.GRACEFUL));
        actions.add(new BoshAction.Close());
        over = Optional.of(new Gone());
    }

    /** The stream is over: the client is told with the request that came last, or the next. */
    void end(Terminate last) {
        List<BoshAction> farewell = BoshFarewell.friendly(live(), last);
        actions.addAll(farewell);
        over = Optional.of(
                farewell.isEmpty()
                        ? new Parting(
                                last, now + terms.inactivity().orElse(FAREWELL).toNanos())
                        : new Gone());
    }
}
