package im.vestibule.services.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private final List<String> told = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1);
    private final Health health = new Health(
            "outgoing_pools.ldap.default",
            new Watch() {
                @Override
                public void down(String name, String reason) {
                    told.add("down " + name + ": " + reason);
                }

                @Override
                public void up(String name) {
                    told.add("up " + name);
                }
            },
            now::get);

    @Test
    void saysOnceThatItIsGoneAndOnceThatItIsBack() {
        health.worked();
        assertThat(health.failed("refused")).isTrue();
        assertThat(health.failed("refused again")).isFalse();
        assertThat(health.isDown()).isTrue();

        now.addAndGet(2_000_000_000);
        health.worked();
        health.worked();

        assertThat(health.isDown()).isFalse();
        assertThat(told).containsExactly("down outgoing_pools.ldap.default: refused", "up outgoing_pools.ldap.default");
    }

    @Test
    void isNotBackWhileCallsStillFail() {
        health.failed("refused");
        for (int i = 0; i < 10; i++) {
            now.addAndGet(500_000_000);
            health.worked();
            health.failed("refused");
        }

        assertThat(told).hasSize(1);
    }
}
