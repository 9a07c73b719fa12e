package im.vestibule.http;

import im.vestibule.config.BoshSpec;
import im.vestibule.config.SessionBackend;
import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A session with the time in hand: what happens to it goes in, what comes of it is a list of short lines. */
final class BoshTalk {
    static final BoshSpec SPEC = new BoshSpec(
            SessionBackend.MNESIA, Optional.of(Duration.ofSeconds(30)), Optional.empty(), false, Duration.ofMinutes(2));
    static final BoshSpec ACKNOWLEDGING =
            new BoshSpec(SessionBackend.MNESIA, SPEC.inactivity(), SPEC.maxWait(), true, SPEC.maxPause());

    /** Whether the stream takes in at once what it is fed with. */
    boolean quick = true;

    private final List<String> lines = new ArrayList<>();
    private BoshState state = new BoshState.Gone();
    private long now;
    private int count;

    /** With a creation request of number 100. */
    static BoshTalk begin(BoshSpec spec, String... attributes) {
        BoshTalk talk = new BoshTalk();
        BoshRequest first = talk.request(100, attributes);
        BoshTerms terms = BoshTerms.of(first.tag(), spec).orElseThrow();
        talk.state = BoshState.Live.of(terms, 100, talk.now);
        talk.on(new BoshEvent.Came(first));
        return talk;
    }

    /** As most clients begin, features sent. */
    static BoshTalk begun() {
        return begun(SPEC);
    }

    static BoshTalk begun(BoshSpec spec, String... attributes) {
        BoshTalk talk = begin(spec, attributes);
        talk.output();
        talk.said();
        return talk;
    }

    /**
     * A request with these attributes: {@code name=value}. One whose attributes end with {@code full} holds something.
     */
    BoshRequest request(long rid, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("body", BoshTag.NS).attribute("rid", Long.toString(rid));
        boolean empty = true;
        for (String attribute : attributes) {
            int equals = attribute.indexOf('=');
            if (equals < 0) {
                empty = false;
            } else {
                tag.attribute(attribute.substring(0, equals), attribute.substring(equals + 1));
            }
        }
        count++;
        return new BoshRequest(BoshTag.of(tag.build(), empty).orElseThrow(), new byte[] {(byte) count}, answer -> {});
    }

    BoshRequest come(long rid, String... attributes) {
        BoshRequest request = request(rid, attributes);
        on(new BoshEvent.Came(request));
        return request;
    }

    void leave(BoshRequest request) {
        on(new BoshEvent.Left(request));
    }

    void output() {
        on(new BoshEvent.Output());
    }

    void fed() {
        on(new BoshEvent.Fed());
    }

    void end(BoshReply.Terminate last) {
        on(new BoshEvent.Ended(last));
    }

    /** Lets time pass, and says so. */
    void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
        on(new BoshEvent.Due());
    }

    private void on(BoshEvent event) {
        take(BoshMachine.step(state, event, now));
    }

    private void take(BoshStep step) {
        state = step.state();
        for (BoshAction action : step.actions()) {
            lines.add(line(action));
        }
        if (quick && step.actions().stream().anyMatch(BoshAction.Feed.class::isInstance)) {
            on(new BoshEvent.Fed());
        }
    }

    BoshState state() {
        return state;
    }

    BoshState.Live live() {
        return (BoshState.Live) state;
    }

    /** Milliseconds until the state wants to be asked again; negative for never. */
    long deadline() {
        return state.deadline().isEmpty()
                ? -1
                : Duration.ofNanos(state.deadline().getAsLong() - now).toMillis();
    }

    /** What came of it since this was last asked. */
    List<String> said() {
        List<String> said = List.copyOf(lines);
        lines.clear();
        return said;
    }

    private static String line(BoshAction action) {
        return switch (action) {
            case BoshAction.Feed(BoshRequest request) -> "feed " + request.tag().rid();
            case BoshAction.Answer(BoshRequest request, BoshReply reply, boolean stanzas) ->
                "answer " + number(request) + text(reply) + (stanzas ? " +" : "");
            case BoshAction.Keep(long rid, BoshReply reply) -> "keep " + rid + text(reply);
            case BoshAction.Dismiss(BoshRequest request, BoshReply reply, boolean stanzas) ->
                "dismiss " + number(request) + text(reply) + (stanzas ? " +" : "");
            case BoshAction.Repeat(BoshRequest request) -> "repeat " + number(request);
            case BoshAction.Forget(long rid) -> "forget " + rid;
            case BoshAction.Close() -> "close";
            case BoshAction.Lose(boolean broken) -> broken ? "expel" : "lose";
        };
    }

    /** With the count of the request behind it if it is not the first of its number. */
    private static String number(BoshRequest request) {
        return request.tag().rid() + "#" + request.body()[0];
    }

    private static String text(BoshReply reply) {
        return switch (reply) {
            case BoshReply.Created _ -> " created";
            case BoshReply.Again() -> " again";
            case BoshReply.Terminate last ->
                " terminate"
                        + last.condition()
                                .map(condition -> " " + condition.text())
                                .orElse("");
            case BoshReply.Plain plain -> {
                Map<String, Object> facts = new TreeMap<>();
                plain.ack().ifPresent(ack -> facts.put("ack", ack));
                plain.report().ifPresent(report -> {
                    facts.put("report", report.rid());
                    facts.put("time", report.age().toMillis());
                });
                yield facts.isEmpty() ? "" : " " + facts;
            }
        };
    }
}
