package im.vestibule.services.disco;

import im.vestibule.config.DiscoSpec;
import im.vestibule.config.DiscoSpec.ServerInfo;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.roster.Rosters;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Answers disco#info of the domain, and of accounts to those who may see their presence (XEP-0030 §3, §8). */
public final class DiscoInfo implements IqHandler {
    /** XEP-0004. */
    private static final String FORM = "jabber:x:data";

    private final Rosters rosters;
    private final XmlElement server;
    private final XmlElement own;
    private final XmlElement other;

    /**
     * @param handlers all others, for what they list
     * @param features what else the domain lists, such as {@code msgoffline}
     */
    public DiscoInfo(
            Collection<? extends IqHandler> handlers, Collection<String> features, DiscoSpec spec, Rosters rosters) {
        this.rosters = rosters;
        List<ServerInfo> serverInfo = spec.serverInfo().stream()
                .filter(info -> info.modules().isEmpty() || info.modules().contains("mod_disco"))
                .toList();
        XmlElement.Builder server = query("server", "im", "Vestibule");
        // A server also lists what it does for its own users only, such as blocking (XEP-0191 §3.1).
        add(server, Stream.concat(features(handlers, Set.of(Target.values())), features.stream()));
        if (!serverInfo.isEmpty()) {
            server.child(form(serverInfo));
        }
        this.server = server.build();
        this.own = account(handlers, Target.OWN);
        this.other = account(handlers, Target.OTHER);
    }

    @Override
    public String namespace() {
        return Ns.DISCO_INFO;
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
        Target target = request.target();
        // Also the answer for an account that does not exist: it admits nobody.
        if (target == Target.OTHER && !rosters.admits(request.to(), request.from())) {
            return IqAnswer.refused(Condition.SERVICE_UNAVAILABLE);
        }
        if (!request.payload().attribute("node").orElse("").isEmpty()) {
            return IqAnswer.refused(Condition.ITEM_NOT_FOUND);
        }
        return IqAnswer.result(
                switch (target) {
                    case DOMAIN -> server;
                    case OWN -> own;
                    case OTHER -> other;
                });
    }

    private static XmlElement account(Collection<? extends IqHandler> handlers, Target target) {
        XmlElement.Builder account = query("account", "registered", "");
        add(account, features(handlers, Set.of(target)));
        return account.build();
    }

    private static XmlElement.Builder query(String category, String type, String name) {
        XmlElement.Builder identity = XmlElement.builder("identity", Ns.DISCO_INFO)
                .attribute("category", category)
                .attribute("type", type);
        if (!name.isEmpty()) {
            identity.attribute("name", name);
        }
        return XmlElement.builder("query", Ns.DISCO_INFO).child(identity.build());
    }

    private static Stream<String> features(Collection<? extends IqHandler> handlers, Set<Target> targets) {
        return handlers.stream()
                .filter(handler -> handler.targets().stream().anyMatch(targets::contains))
                .flatMap(handler -> handler.features().stream());
    }

    private static void add(XmlElement.Builder query, Stream<String> features) {
        Stream.concat(Stream.of(Ns.DISCO_INFO, Ns.DISCO_ITEMS), features)
                .distinct()
                .sorted()
                .forEach(feature -> query.child(XmlElement.builder("feature", Ns.DISCO_INFO)
                        .attribute("var", feature)
                        .build()));
    }

    private static XmlElement form(List<ServerInfo> serverInfo) {
        XmlElement.Builder form = XmlElement.builder("x", FORM)
                .attribute("type", "result")
                .child(XmlElement.builder("field", FORM)
                        .attribute("var", "FORM_TYPE")
                        .attribute("type", "hidden")
                        .child("value", FORM, "http://jabber.org/network/serverinfo")
                        .build());
        for (ServerInfo info : serverInfo) {
            XmlElement.Builder field = XmlElement.builder("field", FORM).attribute("var", info.name());
            info.urls().forEach(url -> field.child("value", FORM, url));
            form.child(field.build());
        }
        return form.build();
    }
}
