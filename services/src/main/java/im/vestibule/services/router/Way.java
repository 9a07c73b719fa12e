package im.vestibule.services.router;

import im.vestibule.services.component.Component;
import im.vestibule.services.host.Host;

/** Where the stanzas for a domain go. */
sealed interface Way {
    /** To an account of ours, or to the server itself. */
    record Inside(Host host) implements Way {}

    /** To the connection of a component. */
    record Across(Component component) implements Way {}

    /** To another server. */
    record Abroad() implements Way {}

    /** Nowhere: it is below a domain of ours, or we speak with no other servers. */
    record Nowhere() implements Way {}

    Abroad ABROAD = new Abroad();

    Nowhere NOWHERE = new Nowhere();
}
