package im.vestibule.admin.graphql;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.util.Optional;
import java.util.function.Function;

/** A question that goes on being answered. */
public final class Subscription {
    private final Jid account;
    private final Function<XmlElement, Optional<String>> events;

    Subscription(Jid account, Function<XmlElement, Optional<String>> events) {
        this.account = account;
        this.events = events;
    }

    /** What came of asking for one. */
    public sealed interface Opening {
        record Opened(Subscription subscription) implements Opening {}

        /** There is nothing to wait for; what to say instead. */
        record Answered(Reply reply) implements Opening {}
    }

    /** Whose messages it is about; the account exists. */
    public Jid account() {
        return account;
    }

    /** What to say of a message, in JSON; empty for nothing. */
    public Optional<String> event(XmlElement message) {
        return events.apply(message);
    }
}
