package im.vestibule.services.disco;

import im.vestibule.config.DiscoSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers disco#items: services of the domain, available resources of accounts (XEP-0030 §4, §8). */
public final class DiscoItems implements IqHandler {
    private final Function<Jid, List<Service>> services;
    private final DiscoSpec spec;
    private final Rosters rosters;
    private final Sessions sessions;

    /**
     * @param services what the domain given offers at this moment; must not wait
     * @param spec where {@code users_can_see_hidden_services} is about users only: servers and components always do
     */
    public DiscoItems(Function<Jid, List<Service>> services, DiscoSpec spec, Rosters rosters, Sessions sessions) {
        this.services = services;
        this.spec = spec;
        this.rosters = rosters;
        this.sessions = sessions;
    }

    @Override
    public String namespace() {
        return Ns.DISCO_ITEMS;
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Target.DOMAIN, Target.OWN, Target.OTHER);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (!request.asks("query")) {
            return IqAnswer.refused(Condition.BAD_REQUEST);
        }
        Jid asked = request.to();
        // Whoever may not know whether there is such an account learns nothing, not even by a node.
        if (request.target() == Target.OTHER && !rosters.admits(asked, request.from())) {
            return answer(Stream.empty());
        }
        if (!request.payload().attribute("node").orElse("").isEmpty()) {
            return IqAnswer.refused(Condition.ITEM_NOT_FOUND);
        }
        return switch (request.target()) {
            case DOMAIN -> answer(services(asked, request.from()));
            case OWN, OTHER -> answer(resources(asked));
        };
    }

    private Stream<XmlElement> services(Jid domain, Jid asker) {
        boolean all = spec.usersCanSeeHiddenServices() || asker.local().isEmpty();
        Stream<XmlElement> offered = services.apply(domain).stream()
                .filter(service -> all || !service.hidden())
                .map(service -> item(service.jid().toString(), service.name()));
        return Stream.concat(offered, spec.extraDomains().stream().map(extra -> item(extra, Optional.empty())))
                .distinct();
    }

    private Stream<XmlElement> resources(Jid account) {
        return sessions.of(account).stream()
                .filter(session -> session.presence() != null)
                .map(Session::jid)
                .map(jid -> item(jid.toString(), Optional.empty()));
    }

    private static XmlElement item(String jid, Optional<String> name) {
        XmlElement.Builder item = XmlElement.builder("item", Ns.DISCO_ITEMS).attribute("jid", jid);
        name.ifPresent(n -> item.attribute("name", n));
        return item.build();
    }

    private static IqAnswer answer(Stream<XmlElement> items) {
        return IqAnswer.result(XmlElement.builder("query", Ns.DISCO_ITEMS)
                .children(items.toList())
                .build());
    }
}
