package im.vestibule.core;

import java.util.Optional;

/**
 * User event: say goodbye in the protocol's own words and close.
 *
 * @param elsewhere host, with or without port, to go to instead; empty if there is none
 * @param uri the same for who came by a WebSocket
 */
public record Drain(Optional<String> elsewhere, Optional<String> uri) {
    public static final Drain NOWHERE = new Drain(Optional.empty(), Optional.empty());
}
