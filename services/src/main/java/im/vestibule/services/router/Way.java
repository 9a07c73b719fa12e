package im.vestibule.services.router;

import im.vestibule.services.component.Component;
import im.vestibule.services.host.Host;

/** Where the stanzas for a domain go. */
sealed interface Way {
    /** To an account of ours, or to the server itself. */
    record Inside(Host host) implements Way {}

    /** To the connection of a component. */
    record Across(Component component) implements Way {}

    /** Nowhere: this build does not federate. */
    record Nowhere() implements Way {}

    Nowhere NOWHERE = new Nowhere();
}
