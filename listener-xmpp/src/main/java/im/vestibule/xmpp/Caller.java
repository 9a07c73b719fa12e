package im.vestibule.xmpp;

import im.vestibule.config.S2sListenSpec;
import im.vestibule.config.S2sSpec;
import im.vestibule.core.Connector;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.services.access.Rules;
import im.vestibule.services.federation.Atlas;
import im.vestibule.services.federation.Carrier;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Dialler;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Route;
import im.vestibule.services.log.Tap;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Parcel;
import im.vestibule.tls.OutgoingTls;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens streams to other servers: to carry stanzas, and to ask about keys. From any thread. */
public final class Caller implements Dialler {
    /** Questions about keys that are open at a time, so that strangers cannot have us connect to ever more places. */
    private static final int QUESTIONS = 200;

    private static final Verdict BUSY = new Verdict.Unknown(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT));

    /**
     * What can change while the house is open.
     *
     * @param spec what holds for a domain of ours
     * @param tls what its servers are shown and held against
     * @param most stanzas that may wait for a server; empty for as many as there is room for
     * @param before limits of what a server says until stanzas may go
     * @param after limits of stanzas, where they come the same way
     * @param shaper rule that gives the name of a shaper for a remote domain, where they come the same way
     */
    public record Terms(
            Function<String, S2sSpec> spec,
            Function<String, OutgoingTls> tls,
            Function<String, DialbackKeys> keys,
            OptionalLong most,
            FrameLimits before,
            FrameLimits after,
            String shaper) {
        /**
         * @param tls by the table that holds for a domain of ours
         * @param keys by the same
         * @param maxFsmQueue {@code general.max_fsm_queue}
         * @param doors the first of which says what a stanza may be, and how fast they may come; none if there are no calls
         */
        public static Terms of(
                Function<String, S2sSpec> spec,
                Function<S2sSpec, OutgoingTls> tls,
                Map<S2sSpec, DialbackKeys> keys,
                Optional<Integer> maxFsmQueue,
                List<S2sListenSpec> doors) {
            Optional<S2sListenSpec> first = doors.stream().findFirst();
            return new Terms(
                    spec,
                    domain -> tls.apply(spec.apply(domain)),
                    domain -> Objects.requireNonNull(keys.get(spec.apply(domain))),
                    maxFsmQueue.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    first.map(door -> StreamLimits.early(door.limits(), door.maxStanzaSize()))
                            .orElse(NOTHING),
                    first.map(door -> StreamLimits.lasting(door.limits(), door.maxStanzaSize()))
                            .orElse(NOTHING),
                    first.map(S2sListenSpec::shaper).orElse("none"));
        }

        private static final FrameLimits NOTHING = new FrameLimits(0, 0, 0, 0);
    }

    private final Connector connector;
    private final Router router;
    private final Supplier<Rules> rules;
    private final Effects effects;
    private final StreamTally tally;
    private final Atlas atlas = new Atlas();
    private final SharedStreams shared = new SharedStreams();
    private final Semaphore questions = new Semaphore(QUESTIONS);
    private final Tap unasked = new Tap();
    private volatile Terms terms;

    /** @param rules of the file as a whole, as they are now */
    public Caller(
            Connector connector,
            Router router,
            Supplier<Rules> rules,
            Effects effects,
            StreamTally tally,
            Terms terms) {
        this.connector = connector;
        this.router = router;
        this.rules = rules;
        this.effects = effects;
        this.tally = tally;
        this.terms = terms;
    }

    /** From now on these hold, for new streams. */
    public void adopt(Terms fresh) {
        terms = fresh;
    }

    @Override
    public void dial(Route route) {
        effects.run(() -> run(route.pair(), Optional.empty(), new ForRoute(route)));
    }

    /** Asks the remote domain's own server about a key; the answer comes on any thread. */
    void ask(Pair pair, Call.Question question, Consumer<Verdict> answer) {
        if (questions.tryAcquire()) {
            effects.run(() -> run(pair, Optional.of(question), new ForQuestion(questions, answer)));
        } else {
            answer.accept(BUSY);
        }
    }

    /** By a mistake of ours nobody is left to wait for ever. */
    private void run(Pair pair, Optional<Call.Question> question, Errand.Client client) {
        try {
            errand(pair, question, client).run();
        } catch (RuntimeException | Error failure) {
            client.failed(StanzaError.of(StanzaError.Condition.INTERNAL_SERVER_ERROR));
            throw failure;
        }
    }

    private Errand errand(Pair pair, Optional<Call.Question> question, Errand.Client client) {
        Terms now = terms;
        S2sSpec spec = now.spec().apply(pair.local());
        OutgoingTls tls = now.tls().apply(pair.local());
        Call call = new Call(
                pair,
                spec.useStarttls(),
                tls.certificate().isPresent(),
                now.keys().apply(pair.local()),
                question);
        return new Errand(this, spec, tls, call, client);
    }

    private record ForRoute(Route route) implements Errand.Client {
        @Override
        public boolean opened(Carrier carrier) {
            boolean used = route.opened(carrier);
            route.dialled();
            return used;
        }

        @Override
        public void answered(Verdict verdict) {
            throw new IllegalStateException("nothing was asked");
        }

        @Override
        public void failed(StanzaError reason) {
            route.failed(reason);
        }

        @Override
        public void lost(Carrier carrier, List<Parcel> undelivered, boolean useful) {
            route.lost(carrier, undelivered, useful);
        }
    }

    private record ForQuestion(Semaphore questions, Consumer<Verdict> answer) implements Errand.Client {
        @Override
        public boolean opened(Carrier carrier) {
            throw new IllegalStateException("no stanzas are to go");
        }

        @Override
        public void answered(Verdict verdict) {
            questions.release();
            answer.accept(verdict);
        }

        @Override
        public void failed(StanzaError reason) {
            questions.release();
            answer.accept(new Verdict.Unknown(reason));
        }

        @Override
        public void lost(Carrier carrier, List<Parcel> undelivered, boolean useful) {
            throw new IllegalStateException("no stanzas were to go");
        }
    }

    DialbackKeys keys(String local) {
        return terms.keys().apply(local);
    }

    Connector connector() {
        return connector;
    }

    Router router() {
        return router;
    }

    Effects effects() {
        return effects;
    }

    StreamTally tally() {
        return tally;
    }

    Atlas atlas() {
        return atlas;
    }

    SharedStreams shared() {
        return shared;
    }

    /** Lines about answers that nobody has asked for, on streams either way. */
    Tap unasked() {
        return unasked;
    }

    OptionalLong most() {
        return terms.most();
    }

    FrameLimits before() {
        return terms.before();
    }

    FrameLimits after() {
        return terms.after();
    }

    /** What a domain may send per second where we have called it; empty for as much as it likes. */
    OptionalInt rate(String remote) {
        return rules.get().rate(terms.shaper(), Jid.of(remote), remote);
    }
}
