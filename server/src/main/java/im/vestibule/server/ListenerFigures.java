package im.vestibule.server;

import im.vestibule.core.Listener;
import im.vestibule.core.Tally;
import im.vestibule.http.HttpTally;
import im.vestibule.server.Family.Counter;
import im.vestibule.server.Family.Gauge;
import im.vestibule.xmpp.Moved;
import im.vestibule.xmpp.StreamTally;
import java.util.List;
import java.util.Locale;

/** What there is to say about listeners. Every label has a fixed set of values: clients add none. */
final class ListenerFigures {
    private static final String LISTENER = "listener";

    private final Counter accepted =
            Family.counter("vestibule_connections_accepted", "Connections taken from the kernel.");
    private final Counter refused =
            Family.counter("vestibule_connections_refused", "Connections closed before their protocol began.");
    private final Counter closed =
            Family.counter("vestibule_connections_closed", "Streams that ended, by what ended them.");
    private final Gauge open = Family.gauge("vestibule_connections_open", "Connections that are open now.");
    private final Gauge unsent =
            Family.gauge("vestibule_unsent_bytes", "Bytes that wait to be taken by peers, of all connections.");
    private final Gauge mostUnsent =
            Family.gauge("vestibule_unsent_max_bytes", "Bytes that wait to be taken by the peer for whom most wait.");
    private final Counter pauses =
            Family.counter("vestibule_shaper_pauses", "Times that a shaper has stopped reading for a while.");
    private final Counter bytesIn =
            Family.counter("vestibule_received_bytes", "Bytes that streams have received, without TLS.");
    private final Counter bytesOut =
            Family.counter("vestibule_sent_bytes", "Bytes that streams have sent, without TLS.");
    private final Counter stanzasIn = Family.counter(
            "vestibule_received_stanzas", "Stanzas received in open sessions, or from components and servers.");
    private final Counter stanzasOut =
            Family.counter("vestibule_sent_stanzas", "Stanzas sent to open sessions, or to components and servers.");
    private final Counter handshakes =
            Family.counter("vestibule_tls_handshakes", "TLS handshakes that have succeeded.");
    private final Counter failures =
            Family.counter("vestibule_tls_handshake_failures", "TLS handshakes that have failed.");
    private final Counter logins = Family.counter("vestibule_logins", "Attempts to authenticate that are over.");

    private final Counter answers = Family.counter("vestibule_http_answers", "Answers to requests by HTTP.");
    private final Gauge streams =
            Family.gauge("vestibule_http_streams_open", "Streams of events by HTTP that are open now.");
    private final Gauge boshSessions =
            Family.gauge("vestibule_bosh_sessions_open", "Sessions of BOSH that are open now.");

    List<Family> families() {
        return List.of(
                accepted,
                open,
                refused,
                closed,
                unsent,
                mostUnsent,
                pauses,
                bytesIn,
                bytesOut,
                stanzasIn,
                stanzasOut,
                handshakes,
                failures,
                logins,
                answers,
                streams,
                boshSessions);
    }

    void add(Listener listener) {
        String name = listener.name();
        Tally tally = listener.tally();
        Listener.Unsent waiting = listener.unsent();
        accepted.add(tally.accepted(), LISTENER, name);
        open.add(listener.connections(), LISTENER, name);
        tally.refused().forEach((cause, count) -> refused.add(count, LISTENER, name, "cause", label(cause)));
        unsent.add(waiting.bytes(), LISTENER, name);
        mostUnsent.add(waiting.most(), LISTENER, name);
        pauses.add(tally.pauses(), LISTENER, name);
    }

    void add(String name, StreamTally tally) {
        Moved moved = tally.moved();
        tally.closed().forEach((cause, count) -> closed.add(count, LISTENER, name, "cause", cause.label()));
        bytesIn.add(moved.bytesIn(), LISTENER, name);
        bytesOut.add(moved.bytesOut(), LISTENER, name);
        stanzasIn.add(moved.stanzasIn(), LISTENER, name);
        stanzasOut.add(moved.stanzasOut(), LISTENER, name);
        tally.handshakes()
                .forEach((engine, version, count) ->
                        handshakes.add(count, LISTENER, name, "engine", word(engine), "version", version.label()));
        tally.failures()
                .forEach((engine, cause, count) ->
                        failures.add(count, LISTENER, name, "engine", word(engine), "cause", label(cause)));
        tally.logins()
                .forEach((mechanism, result, count) ->
                        logins.add(count, LISTENER, name, "mechanism", mechanism.label(), "result", result.label()));
    }

    /** @param sessions of BOSH */
    void add(String name, HttpTally tally, int sessions) {
        streams.add(tally.streams(), LISTENER, name);
        boshSessions.add(sessions, LISTENER, name);
        tally.answers()
                .forEach((status, count) ->
                        answers.add(count, LISTENER, name, "status", Integer.toString(status.code())));
    }

    /** As it is written in the file. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String label(Enum<?> value) {
        return word(value).replace('_', '-');
    }
}
