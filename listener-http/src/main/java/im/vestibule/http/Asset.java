package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A file of a page of ours. Each has a place of its own and is read when the first listener with it is made, so no request can lead to any
 * other. Who has it already is told so (RFC 9110 §13.1.2).
 */
final class Asset implements Endpoint {
    /** What does not depend on a listener, and is large. */
    private static final Map<File, Asset> FILES = new ConcurrentHashMap<>();

    private final String type;
    private final byte[] body;
    private final String policy;

    /** Weak, as an answer may be sent compressed. */
    private final String tag;

    /** @param policy value of {@code Content-Security-Policy} */
    Asset(String type, byte[] body, String policy) {
        this.type = type;
        this.body = body;
        this.policy = policy;
        tag = "W/\"" + digest(body) + '"';
    }

    /** @param path below the resources */
    private record File(String path, String type, String policy) {
        Asset read() {
            return new Asset(type, Asset.read(path), policy);
        }
    }

    /** @param file below the resources */
    private static byte[] read(String file) {
        try (InputStream in = Objects.requireNonNull(Asset.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A page.
     *
     * @param words what stands in its attributes for names in braces
     */
    static Asset page(String file, Map<String, String> words, String policy) {
        String page = new String(read(file), UTF_8);
        for (Map.Entry<String, String> word : words.entrySet()) {
            page = page.replace('{' + word.getKey() + '}', escape(word.getValue()));
        }
        return new Asset("text/html; charset=utf-8", page.getBytes(UTF_8), policy);
    }

    /**
     * Files that are asked for by their names.
     *
     * @param base that the names are behind
     * @param folder of the resources that they are in
     * @param types by name
     */
    static Stream<Place> files(String host, String base, String folder, Map<String, String> types, String policy) {
        return types.entrySet().stream()
                .map(file -> new Place(
                        host,
                        base + file.getKey(),
                        FILES.computeIfAbsent(new File(folder + file.getKey(), file.getValue(), policy), File::read)));
    }

    /** Where paths below another begin. */
    static String below(String path) {
        return path.endsWith("/") ? path : path + '/';
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    /** Need not withstand anybody: the files are ours. A proper hash of all of them was a tenth of a start. */
    private static String digest(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return HexFormat.of().toHexDigits((int) sum.getValue()) + '-' + body.length;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public void on(Exchange exchange) {
        exchange.answer(answer(exchange.request().header(HttpHeaderNames.IF_NONE_MATCH)));
    }

    /** @param known the header {@code If-None-Match} */
    Response answer(String known) {
        Response answer = names(known) ? Response.of(Status.NOT_MODIFIED) : Response.of(Status.OK, type, body);
        return answer.with(HttpHeaderNames.ETAG, tag)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .with(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy)
                .with("referrer-policy", "no-referrer");
    }

    private boolean names(String condition) {
        return Stream.of(condition.split(",", -1))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals(tag.substring(2)));
    }
}
