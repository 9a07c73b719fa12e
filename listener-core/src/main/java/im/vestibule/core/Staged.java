package im.vestibule.core;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes to listeners that have all the sockets they need, none of which accepts yet: nothing can go wrong any more. */
public final class Staged {
    private final Listeners listeners;
    private final List<Change> changes;
    private final Map<Listener, Sockets> bound = new LinkedHashMap<>();

    Staged(Listeners listeners, List<Change> changes) {
        this.listeners = listeners;
        this.changes = List.copyOf(changes);
    }

    /** Binds all; on a fault everything is as it was. */
    Optional<BindFault> bind() {
        List<Listener> leaving = changes.stream().flatMap(Staged::leaving).toList();
        for (Change change : changes) {
            Optional<BindFault> fault = switch (change) {
                case Change.Open(Door door) ->
                    bind(new Listener(door), door, door.socket().address(), leaving);
                case Change.Rebind(Listener listener, Door door) -> bind(listener, door, listener.address(), leaving);
                case Change.Adapt _, Change.Close _ -> Optional.empty();
            };
            if (fault.isPresent()) {
                bound.values().forEach(Sockets::close);
                leaving.forEach(listener -> listener.bound().share(false));
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Stream<Listener> leaving(Change change) {
        return switch (change) {
            case Change.Rebind(Listener listener, Door _) -> Stream.of(listener);
            case Change.Close(Listener listener) -> Stream.of(listener);
            case Change.Open _, Change.Adapt _ -> Stream.empty();
        };
    }

    /** A port that is about to be left is shared until then, so that at no moment nobody listens there. */
    private Optional<BindFault> bind(Listener listener, Door door, InetSocketAddress address, List<Listener> leaving) {
        List<Listener> here = leaving.stream()
                .filter(other -> other.address().getPort() == address.getPort())
                .toList();
        here.forEach(other -> other.bound().share(true));
        try {
            bound.put(
                    listener,
                    listener.bind(door.socket(), address, !here.isEmpty(), listeners.loops(), listeners.refusals()));
            return Optional.empty();
        } catch (Exception failure) {
            return Optional.of(BindFault.of(door, failure));
        }
    }

    /** Makes the changes. Connections that are open are not touched. */
    public void commit() {
        List<Listener> closed = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Open _ -> {}
                case Change.Adapt(Listener listener, Door door) -> listener.adapt(door);
                case Change.Rebind(Listener listener, Door door) -> listener.adapt(door);
                case Change.Close(Listener listener) -> closed.add(listener);
            }
        }
        bound.forEach(Listener::move);
        listeners.replace(closed, bound.keySet());
        bound.values().forEach(sockets -> sockets.share(false));
    }
}
