package im.vestibule.services.router;

import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;

/** The one policy that says where stanzas go: our own hosts first, then components. Never waits. */
final class Ways {
    private final Hosts hosts;
    private final Components components;

    Ways(Hosts hosts, Components components) {
        this.hosts = hosts;
        this.components = components;
    }

    /**
     * @param domain prepared
     */
    Way to(String domain) {
        Host host = hosts.find(domain);
        if (host != null) {
            return new Way.Inside(host);
        }
        Component component = components.find(domain);
        return component == null ? Way.NOWHERE : new Way.Across(component);
    }
}
