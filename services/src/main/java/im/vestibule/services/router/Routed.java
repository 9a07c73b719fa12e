package im.vestibule.services.router;

import im.vestibule.model.StreamError;

/** What the stream that handed in a stanza has to do about it. */
public sealed interface Routed {
    /** Nothing: it is on its way, or was answered. */
    record Done() implements Routed {}

    /** Run this on a virtual thread, and hand in nothing more until it is through. */
    record Later(Runnable work) implements Routed {}

    /** End: the sender may not send such a thing. */
    record Misuse(StreamError error) implements Routed {}

    Routed DONE = new Done();
}
