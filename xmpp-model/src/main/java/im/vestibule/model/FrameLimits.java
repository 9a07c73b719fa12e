package im.vestibule.model;

/**
 * What one first-level element may cost. Checked on raw bytes as they arrive. A figure above what the framer itself can
 * bear counts as that.
 *
 * @param bytes from the first {@code <} to the last {@code >}; at most 1 GiB
 * @param depth nesting; a first-level element without children has depth 1; at most 256, so that trees can be walked by
 *     recursion
 * @param elements start tags inside one first-level element, itself not counted
 * @param attributes of one tag, namespace declarations counted; at most 256, since each is compared with the others
 */
public record FrameLimits(long bytes, int depth, int elements, int attributes) {
    private static final long BYTES = 1 << 30;
    private static final int DEPTH = 256;
    private static final int ATTRIBUTES = 256;

    public FrameLimits {
        bytes = Math.min(bytes, BYTES);
        depth = Math.min(depth, DEPTH);
        attributes = Math.min(attributes, ATTRIBUTES);
    }
}
