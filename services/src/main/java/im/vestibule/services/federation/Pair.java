package im.vestibule.services.federation;

/**
 * Two domains that speak with each other. What one stream proves it proves for a pair.
 *
 * @param local served here, a host's or a component's; prepared
 * @param remote served elsewhere; prepared
 */
public record Pair(String local, String remote) {}
