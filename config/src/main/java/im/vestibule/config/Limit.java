package im.vestibule.config;

/**
 * An upper bound that may be absent.
 *
 * @param value the bound, {@link Long#MAX_VALUE} for {@code "infinity"}
 */
public record Limit(long value) {
    public static final Limit INFINITY = new Limit(Long.MAX_VALUE);

    public boolean isInfinite() {
        return value == Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return isInfinite() ? "infinity" : Long.toString(value);
    }
}
