package im.vestibule.http;

/** A request of a session: the same body that comes twice makes two of them. */
final class BoshRequest {
    private final BoshTag tag;
    private final byte[] body;
    private final Asker asker;

    /** Whoever waits for the answer. */
    @FunctionalInterface
    interface Asker {
        /** From any thread. */
        void answer(Response response);
    }

    /** @param body as it came, not to be changed any more */
    BoshRequest(BoshTag tag, byte[] body, Asker asker) {
        this.tag = tag;
        this.body = body;
        this.asker = asker;
    }

    BoshTag tag() {
        return tag;
    }

    byte[] body() {
        return body;
    }

    void answer(Response response) {
        asker.answer(response);
    }
}
