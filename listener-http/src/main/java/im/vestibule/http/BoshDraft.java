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
    /** How often one answer is given again. */
    static final int REPEATS = 16;

    /** Answers kept for a client that says which it has. */
    static final int UNACKNOWLEDGED = 4;

    /** How long the last word waits for somebody to hear it, where silence does not end a session. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final BoshTerms terms;
    private final long now;
    private final List<Open> open;
    private final List<Early> early;
    private final List<Answered> answered;
    private final List<BoshAction> actions = new ArrayList<>();
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
        answered = new ArrayList<>(live.answered());
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
        return new BoshStep(
                over.orElseGet(() -> new Live(
                        terms,
                        started,
                        done,
                        feeding,
                        output,
                        List.copyOf(open),
                        List.copyOf(early),
                        List.copyOf(answered),
                        key,
                        polled,
                        missed,
                        quiet,
                        pause)),
                actions);
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
            if (same.rid() == rid && BoshKey.same(same.key(), keyOf(request))) {
                same.request().ifPresent(this::sendAway);
                open.set(i, new Open(rid, same.key(), until(), Optional.of(request)));
                settle();
                return;
            }
        }
        for (int i = 0; i < answered.size(); i++) {
            Answered same = answered.get(i);
            if (same.rid() == rid && BoshKey.same(same.key(), keyOf(request))) {
                repeat(i, same, request);
                return;
            }
        }
        fail(BoshCondition.ITEM_NOT_FOUND, request);
    }

    private void repeat(int index, Answered same, BoshRequest request) {
        if (same.repeats() >= REPEATS) {
            fail(BoshCondition.POLICY_VIOLATION, request);
            return;
        }
        answered.set(index, new Answered(same.rid(), same.key(), same.at(), same.repeats() + 1));
        actions.add(new BoshAction.Repeat(request));
        quiet = now;
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

    private static String keyOf(BoshRequest request) {
        return request.tag().attribute("key").orElse("");
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
        if (!key.isEmpty() && !BoshKey.precedes(keyOf(request), key)) {
            fail(BoshCondition.ITEM_NOT_FOUND, request);
        } else if (pauseOf(tag).compareTo(terms.maxPause()) > 0 || pollsTooOften(tag)) {
            fail(BoshCondition.POLICY_VIOLATION, request);
        } else {
            done = tag.rid();
            key = tag.attribute("newkey").orElse(keyOf(request));
            pause = OptionalLong.empty();
            polled = started && tag.isEmpty() && !tag.mayExceed() ? OptionalLong.of(now) : OptionalLong.empty();
            acknowledge(tag);
            feeding = Optional.of(request);
            open.add(new Open(done, keyOf(request), until(), feeding));
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
        answered.removeIf(each -> {
            boolean known = each.rid() <= ack;
            if (known) {
                actions.add(new BoshAction.Forget(each.rid()));
            }
            return known;
        });
        missed = answered.stream().filter(each -> each.rid() == ack + 1).findFirst();
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
        answered.add(new Answered(first.rid(), first.key(), now, 0));
        int most = terms.clientAcks() ? UNACKNOWLEDGED : terms.requests();
        while (answered.size() > most) {
            actions.add(new BoshAction.Forget(answered.removeFirst().rid()));
        }
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
        Live live = (Live) step().state();
        if (live.isQuiet() && live.end().isPresent() && live.end().getAsLong() - now <= 0) {
            over = Optional.of(new Gone());
            actions.add(new BoshAction.Lose(false));
        }
    }

    /** The client has broken the rules: everything it waits for says so. */
    private void fail(BoshCondition condition, BoshRequest request) {
        Terminate last = Terminate.of(condition);
        for (Open each : open) {
            each.request().ifPresent(waiting -> actions.add(new BoshAction.Dismiss(waiting, last, false)));
        }
        early.forEach(each -> actions.add(new BoshAction.Dismiss(each.request(), last, false)));
        actions.add(new BoshAction.Dismiss(request, last, false));
        actions.add(new BoshAction.Lose(true));
        over = Optional.of(new Gone());
    }

    /** The client leaves, and what it sent on leaving has been taken in. */
    private void close() {
        farewell(Terminate.GRACEFUL);
        actions.add(new BoshAction.Close());
        over = Optional.of(new Gone());
    }

    /** The stream is over: the client is told with the request that came last, or the next. */
    void end(Terminate last) {
        boolean heard = awaited() > 0;
        farewell(last);
        over = Optional.of(
                heard
                        ? new Gone()
                        : new Parting(last, now + terms.inactivity().orElse(FAREWELL).toNanos()));
    }

    /** What is still to be said goes with the first request, the last word with the last and those before their turn. */
    private void farewell(Terminate last) {
        List<BoshRequest> waiting =
                open.stream().map(Open::request).flatMap(Optional::stream).toList();
        for (BoshRequest request : waiting) {
            boolean newest = request == waiting.getLast();
            BoshReply reply = newest ? last : started ? Plain.EMPTY : new BoshReply.Created(terms, request.tag().rid());
            actions.add(new BoshAction.Dismiss(request, reply, output));
            output = false;
        }
        for (Early each : early) {
            actions.add(new BoshAction.Dismiss(each.request(), last, output));
            output = false;
        }
    }
}
