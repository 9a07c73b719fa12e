package im.vestibule.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Leaves its answers to the test, and lets other requests wait behind them. */
final class Waiting implements Endpoint {
    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public boolean overlaps() {
        return true;
    }

    @Override
    public void on(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** The first that has no answer. */
    Exchange next() {
        return exchanges.remove();
    }
}
