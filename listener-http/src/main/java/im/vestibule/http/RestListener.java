package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Refusal;
import im.vestibule.admin.command.Feeds.Feed;
import im.vestibule.admin.rest.Messages;
import im.vestibule.admin.rest.Reply;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Passes the chat messages of one account on to one stream of events. */
final class RestListener {
    /** Time without a message after which the stream ends; a client then comes back. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final RestDoor door;
    private final AtomicLong count = new AtomicLong();
    private volatile @Nullable EventStream stream;
    private volatile @Nullable Feed feed;
    private volatile boolean ended;

    RestListener(RestDoor door) {
        this.door = door;
    }

    /** Opens the ear, on a virtual thread; says why not. */
    Optional<Reply> open(Exchange exchange, Jid account) {
        return switch (door.feeds().open(account, exchange.origin().connection().client(), this::hear, _ -> end())) {
            case Answer.Done<Feed>(Feed opened) -> {
                feed = opened;
                yield Optional.empty();
            }
            case Answer.Refused<Feed>(Refusal why) -> Optional.of(Reply.refused(why));
        };
    }

    /** Begins the stream, on the loop. What comes before that takes the way it would without this. */
    void begin(Exchange exchange) {
        exchange.whenGone(this::close);
        EventStream opened = exchange.stream(Optional.of(IDLE));
        stream = opened;
        if (ended) {
            opened.end();
        }
    }

    private boolean hear(XmlElement message) {
        EventStream begun = stream;
        return begun != null
                && Messages.chat(message, door.clock().instant())
                        .filter(data -> begun.send(
                                new Event("message", Long.toString(count.incrementAndGet()), new String(data, UTF_8))))
                        .isPresent();
    }

    private void end() {
        ended = true;
        EventStream begun = stream;
        if (begun != null) {
            begun.end();
        }
    }

    private void close() {
        Feed opened = feed;
        if (opened != null) {
            Thread.ofVirtual().name("feed").start(opened::close);
        }
    }
}
