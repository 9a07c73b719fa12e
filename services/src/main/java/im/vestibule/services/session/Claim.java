package im.vestibule.services.session;

/** Makes messages that are in the store ones that a session is about to be sent, so that they go once it has acknowledged them. */
@FunctionalInterface
public interface Claim {
    /**
     * May wait; durable on return. Throws if the store fails: then they stay where they are, and must not be sent.
     *
     * @param holder the session, by the id that it can be resumed by
     * @param first the number that the first of the messages will have among what the session is sent; the others follow it
     */
    void lay(String holder, long first);
}
