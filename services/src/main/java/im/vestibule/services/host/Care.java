package im.vestibule.services.host;

import im.vestibule.config.CsiSpec;
import im.vestibule.config.PingSpec;
import java.util.Optional;

/**
 * What is done for the sessions of a domain.
 *
 * @param carbons whether they may have copies of each other's messages: {@code mod_carboncopy}
 * @param csi how much waits while a client is inactive: {@code mod_csi}
 * @param ping whether silent clients are asked for a sign of life: {@code mod_ping}, if it sends pings
 */
public record Care(boolean carbons, Optional<CsiSpec> csi, Optional<PingSpec> ping) {
    public static final Care NONE = new Care(false, Optional.empty(), Optional.empty());
}
