package im.vestibule.core;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroupFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All listeners of one server: opened together or not at all, changed together or not at all, stopped together. */
public final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final Loops loops;
    private final Refusals refusals = new Refusals(System::nanoTime);
    private final Set<Listener> leaving = ConcurrentHashMap.newKeySet();
    private volatile List<Listener> listeners = List.of();

    private Listeners(Loops loops) {
        this.loops = loops;
    }

    /** What became of opening. */
    public sealed interface Opening {
        record Opened(Listeners listeners) implements Opening {}

        /** Nothing is bound. */
        record Failed(BindFault fault) implements Opening {}
    }

    /** What became of preparing changes. */
    public sealed interface Staging {
        record Ready(Staged changes) implements Staging {}

        /** Everything is as it was. */
        record Failed(BindFault fault) implements Staging {}
    }

    public static Opening open(List<Door> doors, Loops loops) {
        Listeners listeners = new Listeners(loops);
        return switch (listeners.stage(
                doors.stream().<Change>map(Change.Open::new).toList())) {
            case Staging.Ready(Staged changes) -> {
                changes.commit();
                yield new Opening.Opened(listeners);
            }
            case Staging.Failed(BindFault fault) -> new Opening.Failed(fault);
        };
    }

    /** Binds what the changes need; nothing else happens until {@link Staged#commit}. One caller at a time. */
    public Staging stage(List<Change> changes) {
        Staged staged = new Staged(this, changes);
        Optional<BindFault> fault = staged.bind();
        return fault.isPresent() ? new Staging.Failed(fault.get()) : new Staging.Ready(staged);
    }

    Loops loops() {
        return loops;
    }

    Refusals refusals() {
        return refusals;
    }

    void replace(Collection<Listener> closed, Collection<Listener> bound) {
        // Before anything can end: whoever is in neither list would never be told to go.
        leaving.addAll(closed);
        List<Listener> after = new ArrayList<>(listeners);
        after.removeAll(closed);
        bound.stream().filter(listener -> !after.contains(listener)).forEach(after::add);
        listeners = List.copyOf(after);
        for (Listener listener : closed) {
            listener.stopAccepting();
            listener.departure().addListener(gone -> leaving.remove(listener));
        }
        closed.forEach(listener -> say(listener, "listener_closed"));
        bound.forEach(listener -> say(listener, "listener_bound"));
    }

    private static void say(Listener listener, String event) {
        log.atInfo()
                .addKeyValue("listener", listener.name())
                .addKeyValue("address", Addresses.text(listener.address()))
                .addKeyValue("sockets", listener.sockets())
                .log(event);
    }

    /** Those that accept, in the order they were opened. */
    public List<Listener> all() {
        return listeners;
    }

    /** Those that a reload has closed and that still have connections. */
    public List<Listener> leaving() {
        return List.copyOf(leaving);
    }

    private Stream<Listener> everyone() {
        return Stream.concat(listeners.stream(), leaving.stream());
    }

    /** Open connections, those of closed listeners among them. */
    public int connections() {
        return everyone().mapToInt(Listener::connections).sum();
    }

    /** Stops accepting on every listener. */
    public void stopAccepting() {
        listeners.forEach(Listener::stopAccepting);
    }

    /**
     * Asks every connection to say goodbye, each in its turn.
     *
     * @param period over which the turns are spread
     */
    public void dismiss(Drain goodbye, Duration period) {
        List<Channel> connections =
                everyone().flatMap(listener -> listener.all().stream()).toList();
        Spread spread = new Spread(connections.size(), period);
        for (int i = 0; i < connections.size(); i++) {
            Channel connection = connections.get(i);
            var _ = connection
                    .eventLoop()
                    .schedule(
                            () -> connection.pipeline().fireUserEventTriggered(goodbye),
                            spread.turn(i).toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Waits until no connection is left.
     *
     * @return false if there still are after this time
     */
    public boolean awaitEmpty(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        List<ChannelGroupFuture> ends = everyone().map(Listener::departure).toList();
        return ends.stream()
                .allMatch(end ->
                        end.awaitUninterruptibly(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
    }

    /**
     * Cuts what is left, without a word.
     *
     * @return how many connections that were
     */
    public int abort() {
        int left = connections();
        everyone().forEach(Listener::abort);
        return left;
    }
}
