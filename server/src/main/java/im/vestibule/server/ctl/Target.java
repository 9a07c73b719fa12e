package im.vestibule.server.ctl;

import im.vestibule.config.Config;
import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import im.vestibule.config.TlsSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where to ask.
 *
 * @param host what to ask for there; empty for what the URL says
 */
record Target(URI url, Optional<String> host, Trust trust, Optional<Login> login) {
    /** What was found in a configuration. */
    sealed interface Search {
        record Found(Target target) implements Search {}

        record Nothing(String reason) implements Search {}
    }

    private record Place(HttpSpec listener, HandlerSpec.GraphQl handler) {
        /** Whether a plain request gets there. */
        boolean isReachable() {
            return !listener.socket().proxyProtocol()
                    && listener.socket().address().getPort() != 0
                    && handler.route().isPlain();
        }
    }

    /** The first endpoint for administrators. */
    static Search of(Config config) {
        List<Place> places = config.listen().http().stream()
                .flatMap(listener -> listener.handlers().stream().flatMap(handler -> place(listener, handler)))
                .toList();
        return places.stream()
                .filter(Place::isReachable)
                .findFirst()
                .<Search>map(place -> new Search.Found(target(place)))
                .orElseGet(() -> new Search.Nothing(
                        places.isEmpty()
                                ? "it has no mongoose_graphql_handler with schema_endpoint = \"admin\""
                                : "ctl cannot get to its admin endpoint: behind proxy_protocol, on port 0, or at a path"
                                        + " with patterns"));
    }

    private static Stream<Place> place(HttpSpec listener, HandlerSpec handler) {
        return handler instanceof HandlerSpec.GraphQl graphQl
                        && graphQl.endpoint() == HandlerSpec.GraphQl.Endpoint.ADMIN
                ? Stream.of(new Place(listener, graphQl))
                : Stream.of();
    }

    private static Target target(Place place) {
        InetSocketAddress address = place.listener.socket().address();
        String scheme = place.listener.tls().isPresent() ? "https://" : "http://";
        HandlerSpec.Route route = place.handler.route();
        URI url = URI.create(scheme + literal(address.getAddress()) + ":" + address.getPort() + route.path());
        Optional<String> host = Optional.of(route.host()).filter(name -> !name.equals(HandlerSpec.Route.ANY));
        Trust trust = place.listener.tls().map(Target::trust).orElseGet(Trust.Usual::new);
        return new Target(
                url,
                host,
                trust,
                place.handler.credentials().map(known -> new Login(known.username(), known.password())));
    }

    /** Who listens everywhere listens here. */
    private static String literal(InetAddress address) {
        boolean six = address.getAddress().length > 4;
        if (address.isAnyLocalAddress()) {
            return six ? "[::1]" : "127.0.0.1";
        }
        return six ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static Trust trust(TlsSpec tls) {
        return new Trust.Exactly(Stream.concat(
                        tls.certfile().stream(), tls.certificates().stream().map(TlsSpec.Certificate::certfile))
                .toList());
    }

    Target as(Optional<Login> other) {
        return new Target(url, host, trust, other.or(() -> login));
    }
}
