package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec;
import im.vestibule.services.federation.Target;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Streams to other servers that more pairs of domains may share, one for each place. From any thread. */
final class SharedStreams {
    /**
     * Where a stream leads, and what held when it was opened.
     *
     * @param spec of the domain of ours that has called; others share the stream only if the same holds for them
     */
    record Place(Target target, S2sSpec spec) {}

    private final ConcurrentMap<Place, OutboundStream> streams = new ConcurrentHashMap<>();

    void offer(Place place, OutboundStream stream) {
        streams.putIfAbsent(place, stream);
    }

    void withdraw(Place place, OutboundStream stream) {
        streams.remove(place, stream);
    }

    Optional<OutboundStream> find(Place place) {
        return Optional.ofNullable(streams.get(place));
    }
}
