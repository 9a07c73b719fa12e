package im.vestibule.services.component;

import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.disco.Service;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every component, by domain. Whoever looks takes no lock and sees the table as it was at one moment. As many as there are
 * connections of those who know the password.
 */
public final class Components {
    private static final StreamError REPLACED =
            StreamError.of(StreamError.Condition.CONFLICT, "Replaced by new connection");
    private static final StreamError SERVED =
            StreamError.of(StreamError.Condition.CONFLICT, "This domain is served here now");

    /**
     * @param domains components by their domain
     * @param prefixes components with a domain below every host, by what stands before it
     */
    private record Table(Map<String, Component> domains, Map<String, Component> prefixes) {
        Table {
            domains = Map.copyOf(domains);
            prefixes = Map.copyOf(prefixes);
        }

        Map<String, Component> of(boolean everywhere) {
            return everywhere ? prefixes : domains;
        }

        Stream<Component> all() {
            return Stream.concat(domains.values().stream(), prefixes.values().stream());
        }

        /** The same where those of one kind are other ones. */
        Table with(boolean everywhere, UnaryOperator<Map<String, Component>> change) {
            Map<String, Component> changed = change.apply(new HashMap<>(of(everywhere)));
            return everywhere ? new Table(domains, changed) : new Table(changed, prefixes);
        }
    }

    private final Hosts hosts;
    private volatile Rules rules;
    private volatile Table table = new Table(Map.of(), Map.of());

    /**
     * @param rules of the file as a whole, not of one host
     */
    public Components(Hosts hosts, Rules rules) {
        this.hosts = hosts;
        this.rules = rules;
    }

    /** From now on these rules hold. Components whose domain has become a host's are sent away. */
    public synchronized void adopt(Rules fresh) {
        rules = fresh;
        giveWay();
    }

    /** Components whose domain has become a host's are sent away. */
    public synchronized void giveWay() {
        List<Component> served = table.all().filter(this::isServed).toList();
        served.forEach(component -> leave(component, SERVED));
    }

    /** Rules of the file as a whole, as they are now. */
    public Rules rules() {
        return rules;
    }

    /**
     * Makes a component known by its name.
     *
     * @param kick whether components that have the name, or part of it, are sent away for it
     */
    public synchronized Joining join(Component component, boolean kick) {
        Set<Component> rivals = rivals(component);
        if (isServed(component) || (!rivals.isEmpty() && !kick)) {
            return Joining.TAKEN;
        }
        rivals.forEach(rival -> leave(rival, REPLACED));
        table = table.with(component.everywhere(), all -> {
            all.put(component.name(), component);
            return all;
        });
        return Joining.JOINED;
    }

    /** A component is gone, unless another has its name already. */
    public synchronized void leave(Component component) {
        table = table.with(component.everywhere(), all -> {
            all.remove(component.name(), component);
            return all;
        });
    }

    private void leave(Component component, StreamError reason) {
        leave(component);
        component.outlet().close(reason);
    }

    private boolean isServed(Component component) {
        return domains(component).anyMatch(hosts::serves);
    }

    private Set<Component> rivals(Component component) {
        Set<Component> rivals = new LinkedHashSet<>();
        Optional.ofNullable(table.of(component.everywhere()).get(component.name()))
                .ifPresent(rivals::add);
        domains(component).map(this::find).forEach(other -> {
            if (other != null) {
                rivals.add(other);
            }
        });
        return rivals;
    }

    private Stream<String> domains(Component component) {
        return component.everywhere()
                ? hosts.all().stream().map(host -> component.name() + '.' + host.name())
                : Stream.of(component.name());
    }

    /**
     * @param domain prepared; one of a host is not looked for here
     * @return null if there is none
     */
    public @Nullable Component find(String domain) {
        Table now = table;
        Component own = now.domains.get(domain);
        if (own != null || now.prefixes.isEmpty()) {
            return own;
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            Component everywhere = now.prefixes.get(domain.substring(0, dot));
            if (everywhere != null && hosts.serves(domain.substring(dot + 1))) {
                return everywhere;
            }
        }
        return null;
    }

    /** Whether a component may send stanzas that are from this domain. */
    public boolean speaksFor(Component component, String domain) {
        return !component.checked()
                || (component.everywhere()
                        ? component.equals(find(domain)) && !hosts.serves(domain)
                        : component.name().equals(domain));
    }

    /**
     * Whether stanzas of somebody reach a component. {@code current_domain} in its rule means all hosts: a stranger is not
     * somebody of ours because he bears the same name.
     */
    public boolean admits(Component component, Jid sender) {
        String domain = sender.domain();
        return rules.allowed(component.access(), sender, hosts.serves(domain) ? domain : component.name());
    }

    /** Takes a stanza to the component of the domain that it is addressed to, if there is one that wants to hear it. */
    public void deliver(Jid from, Jid to, XmlElement stanza) {
        Component component = find(to.domain());
        if (component != null && admits(component, from)) {
            component.outlet().send(stanza);
        }
    }

    /** What a host lists among its items: components whose domain is below its own, and below no nearer host's. */
    public List<Service> services(String host) {
        return table.all()
                .flatMap(component -> domains(component)
                        .filter(domain -> host.equals(parent(domain)))
                        .flatMap(domain -> Jid.parse(domain).stream())
                        .map(jid -> new Service(jid, Optional.empty(), component.hidden())))
                .sorted((one, other) -> one.jid().domain().compareTo(other.jid().domain()))
                .toList();
    }

    private @Nullable String parent(String domain) {
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            Host host = hosts.find(domain.substring(dot + 1));
            if (host != null) {
                return host.name();
            }
        }
        return null;
    }
}
