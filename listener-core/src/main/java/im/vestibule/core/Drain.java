package im.vestibule.core;

import java.util.Optional;

/**
 * User event: say goodbye in the protocol's own words and close.
 *
 * @param elsewhere host, with or without port, to go to instead; empty if there is none
 */
public record Drain(Optional<String> elsewhere) {
    public static final Drain NOWHERE = new Drain(Optional.empty());
}
