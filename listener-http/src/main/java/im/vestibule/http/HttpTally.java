package im.vestibule.http;

import im.vestibule.core.Counts;
import java.util.concurrent.atomic.AtomicInteger;

/** What one HTTP listener counts. Lives as long as the house. From any thread. */
public final class HttpTally {
    private final Counts<Status> answers = new Counts<>(Status.class);
    private final AtomicInteger streams = new AtomicInteger();

    void add(Status status) {
        answers.add(status);
    }

    /** Answers sent, by what they say. */
    public Counts<Status> answers() {
        return answers;
    }

    void streamBegins() {
        streams.incrementAndGet();
    }

    void streamEnds() {
        streams.decrementAndGet();
    }

    /** Event streams that are open. */
    public int streams() {
        return streams.get();
    }
}
