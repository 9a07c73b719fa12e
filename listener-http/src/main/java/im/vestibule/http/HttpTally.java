package im.vestibule.http;

import im.vestibule.core.Counts;

/** What one HTTP listener counts. Lives as long as the house. From any thread. */
public final class HttpTally {
    private final Counts<Status> answers = new Counts<>(Status.class);

    void add(Status status) {
        answers.add(status);
    }

    /** Answers sent, by what they say. */
    public Counts<Status> answers() {
        return answers;
    }
}
