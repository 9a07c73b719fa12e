package im.vestibule.services.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import im.vestibule.services.pool.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ServersTest {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(1));

    private final List<String> tried = new ArrayList<>();
    private final List<String> working = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final Servers servers =
            new Servers(List.of(opener("one"), opener("two"), opener("three")), Duration.ofNanos(10), clock::get);

    private Opener opener(String name) {
        return deadline -> {
            tried.add(name);
            if (!working.contains(name)) {
                throw new Unreachable(name + " is off");
            }
            return new LDAPConnection();
        };
    }

    private List<String> tried() {
        List<String> taken = List.copyOf(tried);
        tried.clear();
        return taken;
    }

    @Test
    void triesOneAfterTheOtherAndStaysWithWhatWorks() throws Unreachable {
        working.add("two");
        servers.connect(DEADLINE);
        assertThat(tried()).containsExactly("one", "two");
        servers.connect(DEADLINE);
        assertThat(tried()).containsExactly("two");
        working.set(0, "one");
        servers.connect(DEADLINE);
        assertThat(tried()).containsExactly("two", "three", "one");
    }

    @Test
    void pausesAfterARoundInVain() throws Unreachable {
        assertThatThrownBy(() -> servers.connect(DEADLINE))
                .isInstanceOf(Unreachable.class)
                .hasMessage("one is off; two is off; three is off");
        assertThat(tried()).containsExactly("one", "two", "three");
        working.add("one");
        clock.set(9);
        assertThatThrownBy(() -> servers.connect(DEADLINE)).hasMessage("one is off; two is off; three is off");
        assertThat(tried()).isEmpty();
        clock.set(10);
        servers.connect(DEADLINE);
        assertThat(tried()).containsExactly("one");
    }

    @Test
    void letsOneCallerOnlyEndAPause() {
        List<String> inside = new ArrayList<>();
        List<Servers> itself = new ArrayList<>();
        Servers lonely = new Servers(
                List.of(deadline -> {
                    inside.add("once");
                    if (inside.size() > 1) {
                        // Another comes while this one still tries.
                        itself.getFirst().connect(DEADLINE);
                    }
                    throw new Unreachable("off");
                }),
                Duration.ofNanos(10),
                clock::get);
        itself.add(lonely);
        assertThatThrownBy(() -> lonely.connect(DEADLINE)).hasMessage("off");
        clock.set(10);
        assertThatThrownBy(() -> lonely.connect(DEADLINE)).hasMessage("off");
        assertThat(inside).hasSize(2);
    }

    @Test
    void sharesTheTimeAmongThoseThatAreLeft() {
        Deadline whole = new Deadline(System.nanoTime() + Duration.ofHours(3).toNanos());
        assertThat(whole.share(3).left()).isBetween(3_500_000, 3_600_000);
        assertThat(new Deadline(System.nanoTime() - 1).left()).isEqualTo(1);
    }
}
