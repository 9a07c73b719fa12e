package im.vestibule.services.router;

import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;

/** The one policy that says where stanzas go: our own hosts first, then components, then other servers. Never waits. */
final class Ways {
    private final Hosts hosts;
    private final Components components;
    private final Federation federation;

    Ways(Hosts hosts, Components components, Federation federation) {
        this.hosts = hosts;
        this.components = components;
        this.federation = federation;
    }

    /** Whether a domain is a host's or a component's, so that nobody outside speaks for it. */
    boolean has(String domain) {
        return hosts.find(domain) != null || components.find(domain) != null;
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
        if (component != null) {
            return new Way.Across(component);
        }
        return federation.reaches(domain) ? Way.ABROAD : Way.NOWHERE;
    }
}
