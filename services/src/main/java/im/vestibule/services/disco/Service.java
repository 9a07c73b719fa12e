package im.vestibule.services.disco;

import im.vestibule.model.Jid;
import java.util.Optional;

/**
 * Something that a domain lists among its items, such as a component.
 *
 * @param name for humans
 * @param hidden to be listed only for those who may see hidden services ({@code listen.service.hidden_components})
 */
public record Service(Jid jid, Optional<String> name, boolean hidden) {}
