package im.vestibule.config;

import java.util.List;
import java.util.Optional;

/**
 * One {@code [[listen.http]]} table.
 *
 * @param compress responses are compressed where the client can
 * @param times bounds on the parts of an exchange
 * @param handlers in the order of the file
 * @param tls from the first byte; empty for none
 */
public record HttpSpec(
        SocketSpec socket,
        boolean compress,
        HttpTimes times,
        List<HandlerSpec> handlers,
        Optional<TlsSpec> tls,
        LimitsSpec limits)
        implements ListenerSpec {

    private record Protocol(boolean compress, HttpTimes times) {
        static Protocol read(Section s) {
            return new Protocol(s.value("compress", Type.LENIENT_BOOL, false), HttpTimes.read(s));
        }
    }

    static HttpSpec read(Section s) {
        SocketSpec socket = SocketSpec.readHttp(s);
        Protocol protocol = s.section("protocol", Protocol::read);
        return new HttpSpec(
                socket,
                protocol.compress,
                protocol.times,
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
