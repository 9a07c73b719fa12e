package im.vestibule.http;

import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Categories;
import im.vestibule.admin.graphql.Context;
import im.vestibule.admin.graphql.Engine;
import im.vestibule.config.HandlerSpec;
import im.vestibule.services.account.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the endpoints of one {@code mongoose_graphql_handler} share.
 *
 * @param who may come in
 * @param engine made when it is first needed, which the caller then waits for
 * @param categories that are answered; empty for all
 */
record GraphQlDoor(Gate gate, Authenticator who, Supplier<Engine> engine, Optional<Set<String>> categories) {
    static Stream<Place> places(HandlerSpec.GraphQl spec, Gate gate, Api api) {
        HandlerSpec.Route route = spec.route();
        GraphQlDoor door = of(spec, gate, api);
        // No link can be made of a pattern.
        Optional<Asset> page =
                spec.explorer() && route.isPlain() ? Optional.of(Explorer.page(route.path())) : Optional.empty();
        Stream<Place> own = Stream.of(
                new Place(route.host(), route.path(), new GraphQlEndpoint(door, page)),
                new Place(
                        route.host(),
                        Asset.below(route.path()) + "sse",
                        new GraphQlEvents(door, api.commands().feeds(), spec.sseIdleTimeout())));
        return page.isPresent() ? Stream.concat(own, Explorer.files(route)) : own;
    }

    private static GraphQlDoor of(HandlerSpec.GraphQl spec, Gate gate, Api api) {
        Authenticator who = switch (spec.endpoint()) {
            case ADMIN -> new Authenticator.Admin(spec.credentials());
            case DOMAIN_ADMIN ->
                new Authenticator.DomainAdmin((domain, password) -> api.domainAdmins()
                        .map(admins -> admins.check(domain, password))
                        .orElse(Verdict.REFUSED));
            case USER -> new Authenticator.User(api.accounts());
        };
        Supplier<Engine> engine = switch (spec.endpoint()) {
            case ADMIN, DOMAIN_ADMIN -> api.engines().admin();
            case USER -> api.engines().user();
        };
        return new GraphQlDoor(gate, who, engine, spec.allowedCategories().map(Categories::fields));
    }

    Context context(Caller caller) {
        return new Context(caller, categories);
    }
}
