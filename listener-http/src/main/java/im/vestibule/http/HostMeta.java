package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code host_meta}: tells browsers where XMPP is to be had (XEP-0156 §3). Only what is secure is told of. */
final class HostMeta implements Endpoint {
    private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
    private static final String WEBSOCKET = "urn:xmpp:alt-connections:websocket";
    private static final String BOSH = "urn:xmpp:alt-connections:xbosh";

    private record Link(String rel, String href) {}

    private final HandlerSpec.HostMeta spec;
    private final HttpSpec listener;
    private final boolean json;

    private HostMeta(HandlerSpec.HostMeta spec, HttpSpec listener, boolean json) {
        this.spec = spec;
        this.listener = listener;
        this.json = json;
    }

    /** One for XML, and one for JSON beside it. */
    static Stream<Place> places(HandlerSpec.HostMeta spec, HttpSpec listener) {
        String host = spec.route().host();
        String path = spec.route().path();
        return Stream.of(
                new Place(host, path, new HostMeta(spec, listener, false)),
                new Place(host, path + ".json", new HostMeta(spec, listener, true)));
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public void on(Exchange exchange) {
        String host = exchange.origin().secure() ? exchange.request().host() : "";
        List<Link> links = Stream.concat(
                        links(WEBSOCKET, spec.websocket(), "wss://" + host, HandlerSpec.WebSockets.class::isInstance),
                        links(BOSH, spec.bosh(), "https://" + host, HandlerSpec.Bosh.class::isInstance))
                .toList();
        exchange.answer(
                links.isEmpty()
                        ? Answers.of(Status.NOT_FOUND)
                        : (json ? json(links) : xml(links)).with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    }

    /** Those that the file names, else those of this listener if there is a name for them that is not in the clear. */
    private Stream<Link> links(
            String rel, Optional<List<String>> named, String base, Predicate<HandlerSpec> ofThisKind) {
        Stream<String> urls = named.map(List::stream)
                .orElseGet(() -> base.endsWith("/")
                        ? Stream.of()
                        : listener.handlers().stream()
                                .filter(ofThisKind)
                                .map(each -> base + each.route().path()));
        return urls.map(url -> new Link(rel, url));
    }

    private static Response xml(List<Link> links) {
        XmlElement.Builder document = XmlElement.builder("XRD", XRD);
        for (Link link : links) {
            document.child(XmlElement.builder("Link", XRD)
                    .attribute("rel", link.rel())
                    .attribute("href", link.href())
                    .build());
        }
        return Response.of(
                Status.OK,
                "application/xrd+xml; charset=utf-8",
                XmlWriter.standalone().bytes(document.build()));
    }

    /** No link has a character that JSON would want escaped: neither the file nor a request gets one through. */
    private static Response json(List<Link> links) {
        String all = links.stream()
                .map(link -> "{\"rel\":\"" + link.rel() + "\",\"href\":\"" + link.href() + "\"}")
                .collect(Collectors.joining(",", "{\"links\":[", "]}"));
        return Response.of(Status.OK, "application/json", all.getBytes(UTF_8));
    }
}
