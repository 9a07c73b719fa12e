package im.vestibule.admin.rest;

import im.vestibule.admin.command.DomainCommands;
import im.vestibule.services.domain.Domain;
import java.util.Locale;

/** The group {@code domain}. */
final class DomainRoutes {
    private static final Parameter<String> DOMAIN = Parameter.path("domain", Kind.TEXT);
    private static final Parameter<String> HOST_TYPE =
            Parameter.body("host_type", Kind.TEXT, "'host_type' field is missing", "Invalid host type");
    private static final Parameter<Boolean> ENABLED =
            Parameter.body("enabled", Kind.YES_OR_NO, "'enabled' field is missing", "Invalid 'enabled' field");
    private static final Parameter<Boolean> REQUEST = Parameter.option("request", Kind.YES_OR_NO);

    private DomainRoutes() {}

    static Group of(DomainCommands domains) {
        return Group.of(
                "domain",
                Route.of(
                                Method.PUT,
                                "/domains/:domain",
                                "Adds a domain",
                                in -> Reply.of(domains.add(in.get(DOMAIN), in.get(HOST_TYPE))))
                        .takes(DOMAIN, HOST_TYPE)
                        .refuses(Status.CONFLICT),
                Route.of(
                                Method.GET,
                                "/domains/:domain",
                                "Shows a domain",
                                in -> Reply.of(domains.details(in.get(DOMAIN)), DomainRoutes::domain))
                        .takes(DOMAIN)
                        .gives(Schemas.object(
                                "host_type", Schemas.TEXT, "status", Schemas.words("enabled", "disabled", "deleting")))
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.PATCH,
                                "/domains/:domain",
                                "Serves a domain again, or no more",
                                in -> Reply.of(
                                        in.get(ENABLED)
                                                ? domains.enable(in.get(DOMAIN))
                                                : domains.disable(in.get(DOMAIN))))
                        .takes(DOMAIN, ENABLED)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.DELETE,
                                "/domains/:domain",
                                "Removes a domain and all that is kept for it; with request it does not wait for the"
                                        + " end",
                                in -> remove(domains, in))
                        .takes(DOMAIN, HOST_TYPE, REQUEST)
                        .also(Status.ACCEPTED)
                        .refuses(Status.NOT_FOUND));
    }

    private static Reply domain(Domain domain) {
        return Reply.json(Json.of(
                "host_type", domain.hostType(), "status", domain.status().name().toLowerCase(Locale.ROOT)));
    }

    private static Reply remove(DomainCommands domains, Inputs in) {
        String name = in.get(DOMAIN);
        String type = in.get(HOST_TYPE);
        return in.find(REQUEST).orElse(false)
                ? Reply.of(domains.requestRemove(name, type), _ -> Reply.nothing(Status.ACCEPTED))
                : Reply.of(domains.remove(name, type));
    }
}
