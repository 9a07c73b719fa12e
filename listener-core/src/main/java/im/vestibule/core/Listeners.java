package im.vestibule.core;

import io.netty.channel.group.ChannelGroupFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All listeners of one server: opened together or not at all, stopped together. */
public final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<Listener> listeners;

    private Listeners(List<Listener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** What became of opening. */
    public sealed interface Opening {
        record Opened(Listeners listeners) implements Opening {}

        /** Nothing is bound. */
        record Failed(BindFault fault) implements Opening {}
    }

    public static Opening open(List<Door> doors, Loops loops) {
        List<Listener> opened = new ArrayList<>();
        Refusals refusals = new Refusals(System::nanoTime);
        for (Door door : doors) {
            try {
                Listener listener = Listener.open(door, loops, refusals);
                opened.add(listener);
                log.atInfo()
                        .addKeyValue("listener", listener.name())
                        .addKeyValue("address", Addresses.text(listener.address()))
                        .addKeyValue("sockets", listener.sockets())
                        .log("listener_bound");
            } catch (Exception failure) {
                opened.forEach(Listener::stopAccepting);
                return new Opening.Failed(BindFault.of(door, failure));
            }
        }
        return new Opening.Opened(new Listeners(opened));
    }

    public List<Listener> all() {
        return listeners;
    }

    /** Stops accepting on every listener. */
    public void stopAccepting() {
        listeners.forEach(Listener::stopAccepting);
    }

    /**
     * Lets every connection say goodbye and cuts what is left.
     *
     * @param most how long goodbyes may take in all
     * @return connections that had to be cut
     */
    public int drain(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        List<ChannelGroupFuture> ends = listeners.stream().map(Listener::drain).toList();
        for (ChannelGroupFuture end : ends) {
            end.awaitUninterruptibly(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        int left = listeners.stream().mapToInt(Listener::connections).sum();
        listeners.forEach(Listener::abort);
        return left;
    }
}
