package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.testing.Far;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AtlasTest {
    private final CountDownLatch waiting = new CountDownLatch(Atlas.SEARCHES);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Atlas atlas = new Atlas(any -> new Slow(), Duration.ZERO);

    /** Answers nothing until it is told to. */
    private final class Slow implements Dns {
        @Override
        public Asked<Srv> services(String name) {
            return () -> {
                waiting.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Answer.none();
            };
        }

        @Override
        public Asked<InetAddress> addresses(String host, int version) {
            return Answer::none;
        }

        @Override
        public Optional<InetAddress> hosts(String host, int version) {
            return Optional.empty();
        }
    }

    @Test
    void looksForFiveHundredDomainsAtATimeAndNoMore() throws InterruptedException {
        List<Thread> searches = new ArrayList<>();
        for (int i = 0; i < Atlas.SEARCHES; i++) {
            String domain = i + ".test";
            searches.add(Thread.startVirtualThread(() -> {
                Whereabouts _ = atlas.find(domain, Far.spec());
            }));
        }
        waiting.await();

        assertThat(atlas.find("one.more.test", Far.spec()))
                .isEqualTo(new Whereabouts.Unknown(StanzaError.of(Condition.RESOURCE_CONSTRAINT)));

        answer.countDown();
        for (Thread search : searches) {
            search.join();
        }
        assertThat(atlas.find("one.more.test", Far.spec()))
                .isEqualTo(new Whereabouts.Unknown(StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND)));
    }
}
