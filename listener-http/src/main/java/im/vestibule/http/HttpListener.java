package im.vestibule.http;

import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.core.Door;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.Tls;
import im.vestibule.xmpp.WebSocketDoor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a {@code [[listen.http]]} table becomes. */
public final class HttpListener {
    /**
     * What every HTTP listener of the house shares.
     *
     * @param server value of the {@code server} header; empty for no such header
     * @param xmpp for endpoints that streams begin at
     * @param bosh sessions that no one connection carries
     */
    public record Services(String server, C2sListener.Services xmpp, HttpTallies tallies, BoshSessions bosh) {}

    private HttpListener() {}

    /**
     * @param name key of the table
     * @param tls present if the table has {@code tls}
     */
    public static Door door(String name, HttpSpec spec, Optional<Tls> tls, Services services) {
        List<Place> places = spec.handlers().stream()
                .flatMap(handler -> places(name, spec, handler, services))
                .toList();
        HttpDoor door = new HttpDoor(
                spec.socket(),
                spec.times(),
                new Router(places),
                new ResponseWriter(services.server(), spec.compress()),
                tls,
                AdmissionHandler.of(spec.limits()),
                services.tallies().of(name),
                services.xmpp().tallies().of(name));
        return new Door(name, spec.socket(), new HttpPipeline(door));
    }

    /** The one list of what there is: a new type of handler gets its line here. */
    private static Stream<Place> places(String name, HttpSpec listener, HandlerSpec handler, Services services) {
        return switch (handler) {
            case HandlerSpec.WebSockets spec ->
                Stream.of(new Place(
                        spec.route().host(),
                        spec.route().path(),
                        new WebSocketEndpoint(
                                WebSocketDoor.of(name, spec, listener.limits(), services.xmpp()),
                                spec.origins(),
                                spec.compress())));
            case HandlerSpec.Bosh spec ->
                Stream.of(new Place(
                        spec.route().host(),
                        spec.route().path(),
                        BoshEndpoint.of(name, listener, services.xmpp(), services.bosh())));
            case HandlerSpec.HostMeta spec -> HostMeta.places(spec, listener);
            case HandlerSpec.WebClient spec ->
                WebClient.places(spec, listener, services.xmpp().defaultDomain());
            case HandlerSpec.GraphQl _, HandlerSpec.AdminApi _, HandlerSpec.ClientApi _ -> Stream.of();
        };
    }
}
