package im.vestibule.http;

import im.vestibule.admin.rest.AdminApi;
import im.vestibule.admin.rest.ClientApi;
import im.vestibule.admin.rest.RestApi;
import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HandlerSpec.Route;
import java.time.InstantSource;
import java.util.stream.Stream;

/** Where the REST APIs are found, and their descriptions. */
final class RestApis {
    private RestApis() {}

    static Stream<Place> places(HandlerSpec.AdminApi spec, Gate gate, Api api) {
        RestApi rest = AdminApi.of(api.commands()).only(spec.handlers());
        Authenticator who = new Authenticator.Admin(spec.credentials());
        return places(spec.route(), spec.docs(), door(gate, who, rest, api));
    }

    static Stream<Place> places(HandlerSpec.ClientApi spec, Gate gate, Api api) {
        RestApi rest = ClientApi.of(api.commands()).only(spec.handlers());
        Authenticator who = new Authenticator.User(api.accounts());
        return places(spec.route(), spec.docs(), door(gate, who, rest, api));
    }

    private static RestDoor door(Gate gate, Authenticator who, RestApi rest, Api api) {
        return new RestDoor(gate, who, rest, api.commands().feeds(), InstantSource.system());
    }

    /** The description first: the API may have the whole host. */
    private static Stream<Place> places(Route route, boolean docs, RestDoor door) {
        Place place = new Place(route.host(), below(route.path()), new RestEndpoint(door));
        return docs ? Stream.concat(ApiDocs.places(route, door.api()), Stream.of(place)) : Stream.of(place);
    }

    private static String below(String path) {
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return base.endsWith(RoutePattern.REST) ? base : base + '/' + RoutePattern.REST;
    }
}
