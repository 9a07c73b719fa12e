package im.vestibule.model;

/** Takes bytes on their way to a wire or a store. */
@FunctionalInterface
public interface Sink {
    void write(byte[] bytes, int offset, int length);

    default void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }
}
