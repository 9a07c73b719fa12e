package im.vestibule.config;

import java.util.List;
import java.util.Optional;

/**
 * One {@code [[listen.http]]} table.
 *
 * @param compress responses are compressed where the client can
 * @param handlers in the order of the file within each type
 * @param tls from the first byte; empty for none
 */
public record HttpSpec(
        SocketSpec socket, boolean compress, List<HandlerSpec> handlers, Optional<TlsSpec> tls, LimitsSpec limits)
        implements ListenerSpec {

    static HttpSpec read(Section s) {
        return new HttpSpec(
                SocketSpec.readHttp(s),
                s.section("protocol", protocol -> protocol.value("compress", Type.LENIENT_BOOL, false)),
                s.section("handlers", HandlerSpec::readAll),
                s.table("tls", TlsSpec::readHttp),
                s.section("limits", LimitsSpec::read));
    }

    /**
     * Where something of this listener is, for a page of it that links to it.
     *
     * @param host of the page; what is at another host cannot be relied on
     */
    public Optional<String> path(Class<? extends HandlerSpec> type, String host) {
        return handlers.stream()
                .filter(type::isInstance)
                .map(HandlerSpec::route)
                .filter(route -> route.isPlain()
                        && (route.host().equals(HandlerSpec.Route.ANY)
                                || route.host().equalsIgnoreCase(host)))
                .map(HandlerSpec.Route::path)
                .findFirst();
    }
}
