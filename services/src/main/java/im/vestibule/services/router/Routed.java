package im.vestibule.services.router;

import im.vestibule.model.StreamError;

/** What the stream that handed in a stanza has to do about it. */
public sealed interface Routed {
    /** Nothing: it was answered, or carried out. */
    record Done() implements Routed {}

    /** Nothing: somebody has taken it, and its receipt with it. */
    record Passed() implements Routed {}

    /** Run this on a virtual thread, and hand in nothing more until it is through; then the stanza is carried out. */
    record Later(Runnable work) implements Routed {}

    /** End: the sender may not send such a thing. */
    record Misuse(StreamError error) implements Routed {}

    Routed DONE = new Done();

    Routed PASSED = new Passed();
}
