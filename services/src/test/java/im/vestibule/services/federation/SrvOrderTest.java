package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.federation.Dns.Srv;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SrvOrderTest {
    private static final Srv SPARE = new Srv(20, 100, 5269, "spare");
    private static final Srv LIGHT = new Srv(10, 0, 5269, "light");
    private static final Srv MIDDLE = new Srv(10, 10, 5269, "middle");
    private static final Srv HEAVY = new Srv(10, 30, 5269, "heavy");

    private static List<Srv> order(LongUnaryOperator random, Srv... srvs) {
        return SrvOrder.of(List.of(srvs), Function.identity(), random);
    }

    @Test
    void hasTheLowestPriorityFirst() {
        assertThat(order(bound -> bound - 1, SPARE, MIDDLE)).containsExactly(MIDDLE, SPARE);
    }

    @Test
    void choosesAmongEqualsByWeight() {
        assertThat(order(bound -> bound - 1, HEAVY, LIGHT, SPARE, MIDDLE)).containsExactly(HEAVY, MIDDLE, LIGHT, SPARE);
        assertThat(order(bound -> 0, HEAVY, LIGHT, SPARE, MIDDLE)).containsExactly(LIGHT, MIDDLE, HEAVY, SPARE);
        assertThat(order(bound -> Math.min(bound - 1, 11), HEAVY, LIGHT, MIDDLE).getFirst())
                .isEqualTo(HEAVY);
    }

    @Test
    void forgetsNobody() {
        assertThat(order(bound -> bound / 2, SPARE, LIGHT, MIDDLE, HEAVY))
                .containsExactlyInAnyOrder(SPARE, LIGHT, MIDDLE, HEAVY);
    }
}
