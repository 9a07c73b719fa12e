package im.vestibule.model;

/**
 * What one first-level element may cost. Checked on raw bytes as they arrive.
 *
 * @param bytes from the first {@code <} to the last {@code >}
 * @param depth nesting; a first-level element without children has depth 1
 * @param elements start tags inside one first-level element, itself not counted
 * @param attributes of one tag, namespace declarations counted
 */
public record FrameLimits(long bytes, int depth, int elements, int attributes) {}
