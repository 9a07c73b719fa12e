package im.vestibule.http;

import im.vestibule.admin.command.Feeds;
import im.vestibule.admin.graphql.Subscription;
import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What lies between messages to somebody and a stream of events: takes them from any thread without waiting, and has a virtual
 * thread make events of them in their order.
 */
final class Ear {
    /** Messages that may wait to become events; at more the stream ends. */
    static final int MOST = 1_000;

    private final BlockingQueue<XmlElement> messages = new ArrayBlockingQueue<>(MOST);
    private final Thread teller = Thread.ofVirtual().name("events").unstarted(this::tell);
    private @Nullable Subscription subscription;
    private Feeds.@Nullable Feed feed;
    private volatile @Nullable EventStream stream;
    private volatile boolean ended;

    /** Takes a message; false if there is no use in any. */
    boolean take(XmlElement message) {
        boolean taken = !ended && messages.offer(message);
        if (!taken) {
            end();
        }
        return taken;
    }

    /** Nothing will come any more. */
    void end() {
        ended = true;
        EventStream hearing = stream;
        if (hearing != null) {
            hearing.end();
        }
    }

    /** What messages are made events by, and where they come from. */
    void begin(Subscription by, Feeds.Feed from) {
        subscription = by;
        feed = from;
    }

    /** Has a client hear; on its loop. */
    void hear(Exchange exchange, Optional<Duration> idle) {
        exchange.whenGone(teller::interrupt);
        EventStream hearing = exchange.stream(idle);
        stream = hearing;
        if (ended) {
            hearing.end();
        }
        teller.start();
    }

    private void tell() {
        EventStream hearing = Objects.requireNonNull(stream);
        Subscription events = Objects.requireNonNull(subscription);
        try {
            for (long id = 1; !hearing.isOver(); ) {
                Optional<String> data = events.event(messages.take());
                if (data.isPresent()) {
                    boolean _ = hearing.send(new Event("", Long.toString(id), data.get()));
                    id++;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            hearing.end();
            // Its own interruption is not to disturb what this waits for.
            Thread.ofVirtual().name("events").start(Objects.requireNonNull(feed)::close);
        }
    }
}
