package im.vestibule.services.pool;

import im.vestibule.config.Connection;
import im.vestibule.config.PoolsSpec.Pool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/**
 * A web service that is asked over HTTP/1.1: {@code outgoing_pools.http.*}. Follows no redirect, keeps no cookie, knows of
 * no proxy and reads answers of a bounded size only.
 */
public final class HttpPool implements AutoCloseable {
    /** Bytes of an answer's body. */
    static final int LONGEST = 64 * 1024;

    private static final Workers.Backoff BACKOFF = new Workers.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final BodyHandler<String> BODY =
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST);

    private final String base;
    private final Duration requestTimeout;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Workers workers;

    /** An answer. It may hold secrets. */
    public record Reply(int status, HttpHeaders headers, String body) {
        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** What an answer means. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * @throws Unreachable if it is nothing that a service in order would say
         */
        T of(Reply reply) throws Unreachable;
    }

    /**
     * What is asked. It may hold secrets.
     *
     * @param path behind {@code path_prefix}, with the query, encoded
     * @param shape sets the method, if it is not GET, and headers
     */
    public record Request<T>(String path, UnaryOperator<HttpRequest.Builder> shape, Reading<T> reading) {
        @Override
        public String toString() {
            return "Request[***]";
        }
    }

    private HttpPool(Health health, Pool<Connection.Http> pool, Optional<Tls> tls, Request<?> probe) {
        Connection.Http connection = pool.connection();
        base = connection.host().getScheme() + "://" + connection.host().getRawAuthority() + connection.pathPrefix();
        requestTimeout = connection.requestTimeout();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout(pool.callTimeout()))
                .executor(executor);
        tls.ifPresent(own -> builder.sslContext(Engines.of(own)));
        client = builder.build();
        workers = Workers.start(health, pool.workers(), pool.callTimeout(), BACKOFF, left -> ask(probe, left));
    }

    /**
     * @param tls for {@code https}; empty for what the JDK trusts
     * @param probe a request without effect
     */
    public static HttpPool open(Health health, Pool<Connection.Http> pool, Optional<Tls> tls, Request<?> probe) {
        return new HttpPool(health, pool, tls, probe);
    }

    /**
     * Waits for its turn, the answer and all of its body, no longer than {@code call_timeout}.
     *
     * @throws Unreachable if there is no answer in time, or none that can be read
     */
    public <T> T call(Request<T> request) throws Unreachable {
        return workers.call(left -> ask(request, left));
    }

    private <T> T ask(Request<T> request, Duration left) throws Unreachable {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.path()));
        return request.reading().of(send(request.shape().apply(builder).build(), timeout(left)));
    }

    private Duration timeout(Duration left) {
        return requestTimeout.isZero() || requestTimeout.compareTo(left) > 0 ? left : requestTimeout;
    }

    /** The client's own time-out would end with the headers, and a body may take forever. */
    private Reply send(HttpRequest request, Duration timeout) throws Unreachable {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BODY);
        try {
            HttpResponse<String> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            throw new Unreachable("no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new Unreachable(reason(Objects.requireNonNullElse(e.getCause(), e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server stops", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** In words that tell nothing of what was asked. */
    private static String reason(Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> "cannot connect";
            case HttpTimeoutException _ -> "cannot connect in time";
            case SSLException trouble -> "TLS: " + trouble.getMessage();
            case ProtocolException _ -> "the answer is not HTTP/1.1";
            case IOException trouble -> "the connection broke: " + trouble.getMessage();
            default -> cause.toString();
        };
    }

    @Override
    public void close() {
        workers.close();
        client.shutdownNow();
        client.close();
        executor.close();
    }
}
