package im.vestibule.xmpp;

import im.vestibule.services.federation.Carrier;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Stanzas;
import im.vestibule.services.session.Parcel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who shares a stream that was opened for another pair of domains. Only the stream's loop calls it; no answer of a partner may
 * wait.
 */
final class Partners {
    /** How long the peer may take to make up its mind about a key. */
    static final long PATIENCE_SECONDS = 30;

    /** Who wants to send by the stream. */
    interface Partner {
        /** Its stanzas may go; false if it has found another way. */
        boolean opened(Carrier carrier);

        /** They may not. */
        void refused();

        /** The stream that was open to it is gone. */
        void lost(Carrier carrier, List<Parcel> undelivered, boolean useful);
    }

    private static final class Place {
        private final Partner partner;
        private boolean open;
        private @Nullable Future<?> patience;

        private Place(Partner partner) {
            this.partner = partner;
        }
    }

    private final EventLoop loop;
    private final Consumer<Pair> overdue;
    private final Map<Pair, Place> places = new HashMap<>();

    /** @param overdue the peer has not answered about a pair in time */
    Partners(EventLoop loop, Consumer<Pair> overdue) {
        this.loop = loop;
        this.overdue = overdue;
    }

    /** Somebody asks for a place. Who had asked for the same one is done with it, or has to go elsewhere. */
    void add(Pair pair, Partner partner) {
        refuse(pair);
        places.put(pair, new Place(partner));
    }

    void await(Pair pair) {
        Place place = places.get(pair);
        if (place != null) {
            place.patience = loop.schedule(() -> overdue.accept(pair), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Whether somebody sends for the pair from now on. */
    boolean open(Pair pair, Carrier carrier) {
        Place place = places.get(pair);
        if (place == null) {
            return false;
        }
        hurry(place);
        place.open = place.partner.opened(carrier);
        if (!place.open) {
            places.remove(pair);
        }
        return place.open;
    }

    void refuse(Pair pair) {
        Place place = places.remove(pair);
        if (place != null && !place.open) {
            hurry(place);
            place.partner.refused();
        }
    }

    private static void hurry(Place place) {
        Future<?> patience = place.patience;
        if (patience != null) {
            patience.cancel(false);
        }
    }

    /**
     * The stream is over.
     *
     * @param undelivered of all who have sent by it; what is left is the first pair's
     * @param useful whether the peer has acknowledged anything
     * @return pairs that it was open to
     */
    List<Pair> leave(Carrier carrier, List<Parcel> undelivered, boolean useful) {
        Map<Pair, List<Parcel>> theirs = sort(undelivered);
        List<Pair> gone = new ArrayList<>();
        for (Map.Entry<Pair, Place> entry : Map.copyOf(places).entrySet()) {
            Place place = entry.getValue();
            if (place.open) {
                gone.add(entry.getKey());
                place.partner.lost(carrier, theirs.getOrDefault(entry.getKey(), List.of()), useful);
            } else {
                refuse(entry.getKey());
            }
        }
        places.values().removeIf(place -> !place.open);
        return gone;
    }

    /**
     * A stanza comes too late to be sent.
     *
     * @return false if it is not a partner's
     */
    boolean stray(Carrier carrier, Parcel stanza) {
        Place place = places.isEmpty()
                ? null
                : Stanzas.pair(stanza.stanza()).map(places::get).orElse(null);
        if (place == null) {
            return false;
        }
        place.partner.lost(carrier, List.of(stanza), true);
        return true;
    }

    /** Takes out what is the partners'. */
    private Map<Pair, List<Parcel>> sort(List<Parcel> undelivered) {
        Map<Pair, List<Parcel>> theirs = new HashMap<>();
        if (places.values().stream().anyMatch(place -> place.open)) {
            undelivered.removeIf(stanza -> {
                Optional<Pair> pair = Stanzas.pair(stanza.stanza()).filter(places::containsKey);
                pair.ifPresent(known ->
                        theirs.computeIfAbsent(known, any -> new ArrayList<>()).add(stanza));
                return pair.isPresent();
            });
        }
        return theirs;
    }
}
