package im.vestibule.model;

/** Reads one XML stream as its bytes arrive. */
public final class Framer {
    /** A framer for a stream with a header, as on TCP. */
    public static Framer stream(FrameLimits limits, String contentNamespace) {
        throw new UnsupportedOperationException(limits + contentNamespace);
    }

    /** A framer for single elements that declare their own namespaces, as on WebSocket. */
    public static Framer elements(FrameLimits limits, String contentNamespace) {
        throw new UnsupportedOperationException(limits + contentNamespace);
    }

    /**
     * Reads on.
     *
     * @param bytes may be overwritten by the caller once it is done with {@link #frame}
     * @param from first byte to read
     * @param to one past the last
     */
    public Framing next(byte[] bytes, int from, int to) {
        throw new UnsupportedOperationException();
    }

    /** One past the last byte that {@link #next} consumed. */
    public int position() {
        throw new UnsupportedOperationException();
    }

    /** What was found: for HEADER and ELEMENT. */
    public Frame frame() {
        throw new UnsupportedOperationException();
    }

    /** What was wrong: for FAULT. */
    public StreamError fault() {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything, as after STARTTLS: the next thing read is a header. */
    public void restart(FrameLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** From the next element on. */
    public void limits(FrameLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** Whether part of an element is held. */
    public boolean holds() {
        throw new UnsupportedOperationException();
    }
}
