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
}
