package im.vestibule.admin.rest;

import java.util.function.Function;

/** What a call comes to. */
public sealed interface Action {
    /** A command; may wait. */
    record Run(Function<Inputs, Reply> command) implements Action {}

    /** A stream of the messages that the caller gets from now on. */
    record Listen() implements Action {}

    /**
     * Nothing, as the service is not there.
     *
     * @param service in plain words, such as {@code message archive}
     */
    record Lack(String service) implements Action {
        public Reply reply() {
            return Reply.json(Status.NOT_IMPLEMENTED, "This server has no " + service + " yet");
        }
    }
}
