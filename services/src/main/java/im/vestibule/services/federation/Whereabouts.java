package im.vestibule.services.federation;

import im.vestibule.model.StanzaError;
import java.util.List;

/** Where the server of a domain is. */
public sealed interface Whereabouts {
    /** @param targets in the order they are to be tried; at least one */
    record Known(List<Target> targets) implements Whereabouts {}

    record Unknown(StanzaError reason) implements Whereabouts {}
}
