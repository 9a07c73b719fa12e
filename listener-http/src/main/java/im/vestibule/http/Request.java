package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has found its endpoint.
 *
 * @param method GET for an upgrade by HTTP/2, which is a CONNECT there (RFC 8441)
 * @param host asked for, in lower case, with the port if there was one; may be empty with HTTP/1.0
 * @param path as it came, without the query
 * @param query as it came, without the question mark; empty if there is none
 * @param bindings what stands for the names of the endpoint's path, decoded; the rest under {@code [...]}
 * @param upgrade the protocol that the client would like to change to, in lower case
 * @param multiplexed whether it came by HTTP/2
 * @param body good until the endpoint has returned
 */
public record Request(
        HttpMethod method,
        String host,
        String path,
        String query,
        Map<String, String> bindings,
        HttpHeaders headers,
        Optional<String> upgrade,
        boolean multiplexed,
        ByteBuf body) {
    /** The first header of a name; empty if there is none. */
    public String header(CharSequence name) {
        return headers.get(name, "");
    }
}
