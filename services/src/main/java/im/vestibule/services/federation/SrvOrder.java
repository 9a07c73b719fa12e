package im.vestibule.services.federation;

import im.vestibule.services.federation.Dns.Srv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/** In which order servers are tried (RFC 2782): by priority; among equals at random, the heavier the sooner. */
final class SrvOrder {
    private SrvOrder() {}

    /** @param random gives a number from 0 to below its argument */
    static <T> List<T> of(List<T> all, Function<T, Srv> srv, LongUnaryOperator random) {
        List<T> left = new ArrayList<>(all);
        // Those without weight first, so that they have a small chance, too.
        left.sort(Comparator.<T>comparingInt(each -> srv.apply(each).priority())
                .thenComparingInt(each -> srv.apply(each).weight()));
        List<T> ordered = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            int priority = srv.apply(left.getFirst()).priority();
            int equals = 0;
            long weights = 0;
            while (equals < left.size() && srv.apply(left.get(equals)).priority() == priority) {
                weights += srv.apply(left.get(equals++)).weight();
            }
            long mark = random.applyAsLong(weights + 1);
            int chosen = 0;
            long sum = srv.apply(left.getFirst()).weight();
            while (sum < mark) {
                sum += srv.apply(left.get(++chosen)).weight();
            }
            ordered.add(left.remove(chosen));
        }
        return ordered;
    }
}
