package im.vestibule.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.status.Status.BackEnd;
import im.vestibule.admin.status.Status.Certificate;
import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.Door;
import im.vestibule.admin.status.Status.Server;
import im.vestibule.admin.status.Status.State;
import im.vestibule.admin.status.Status.Store;
import im.vestibule.admin.status.Status.Totals;
import im.vestibule.admin.status.Status.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final long SECOND = 1_000_000_000;

    private final Feed feed = new Feed(status(0, 0), 0);
    private final List<String> heard = new ArrayList<>();

    private static Status status(long second, long accepted) {
        return new Status(
                second * 1_000,
                new Server("1", "25", 0, List.of(), 1, 2, 0.25, 10, 100),
                List.of(new Door(
                        "listen.c2s[0]",
                        "127.0.0.1:5222",
                        "starttls",
                        List.of(),
                        State.OPEN,
                        1,
                        Optional.empty(),
                        accepted,
                        0,
                        0)),
                List.of(Certificate.of("listen.c2s[0]", "a.pem", List.of("a.test"), 86_400_000, second * 1_000)),
                List.of(new Count(What.REFUSED, "connection-rate", accepted), new Count(What.CLOSED, "conflict", 0)),
                List.of(new BackEnd("outgoing_pools.ldap.default", Optional.of("refused"), 500)),
                new Store(0, 4_096, 0, Optional.of(0.5), Optional.empty()),
                new Totals(1, 0, accepted, 0, 0, 0, 0, 0));
    }

    /** The page's script reads these names. */
    @Test
    void tellsEverythingInJson() {
        feed.take(status(2, 4), 2 * SECOND);
        assertThat(feed.now())
                .isEqualTo("{\"time\":2000,"
                        + "\"server\":{\"version\":\"1\",\"jdk\":\"25\",\"started\":0,\"troubles\":[],\"memory\":1,"
                        + "\"mostMemory\":2,\"cpu\":0.25,\"files\":10,\"mostFiles\":100},"
                        + "\"listeners\":[{\"key\":\"listen.c2s[0]\",\"address\":\"127.0.0.1:5222\",\"tls\":\"starttls\","
                        + "\"handlers\":[],\"state\":\"OPEN\",\"open\":1,\"most\":null,\"accepted\":4,\"refused\":0,"
                        + "\"streams\":0}],"
                        + "\"certificates\":[{\"listener\":\"listen.c2s[0]\",\"file\":\"a.pem\",\"hosts\":[\"a.test\"],"
                        + "\"end\":86400000,\"days\":0,\"urgency\":\"URGENT\"}],"
                        + "\"counts\":[{\"what\":\"REFUSED\",\"cause\":\"connection-rate\",\"total\":4,\"recent\":4}],"
                        + "\"backEnds\":[{\"name\":\"outgoing_pools.ldap.default\",\"reason\":\"refused\",\"since\":500}],"
                        + "\"store\":{\"waiting\":0,\"most\":4096,\"lost\":0,\"millis\":0.5,\"trouble\":null},"
                        + "\"span\":900000,\"period\":2000,"
                        + "\"points\":[[2000,1,0,2.0,0.0,0.0,0.0,0.0,0.0]]}");
    }

    @Test
    void tellsWatchersTheWholeOfItOnceAndThenWhatIsNew() {
        feed.take(status(2, 4), 2 * SECOND);
        feed.take(status(4, 4), 4 * SECOND);
        Runnable leave = feed.watch(heard::add).orElseThrow();
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst()).contains("\"points\":[[2000,", ",[4000,");
        feed.take(status(6, 4), 6 * SECOND);
        assertThat(heard).hasSize(2);
        assertThat(heard.getLast()).contains("\"points\":[[6000,").doesNotContain("[4000,");
        leave.run();
        feed.take(status(8, 4), 8 * SECOND);
        assertThat(heard).hasSize(2);
    }

    @Test
    void hasRoomForSoManyWatchers() {
        Optional<Runnable> last = Optional.empty();
        for (int i = 0; i < Live.MOST; i++) {
            last = feed.watch(text -> {});
            assertThat(last).isPresent();
        }
        assertThat(feed.watch(heard::add)).isEmpty();
        assertThat(heard).isEmpty();
        last.orElseThrow().run();
        assertThat(feed.watch(heard::add)).isPresent();
    }

    @Test
    void keepsAQuarterOfAnHour() {
        for (int i = 1; i <= 460; i++) {
            feed.take(status(2L * i, 0), 2L * i * SECOND);
        }
        feed.watch(heard::add);
        assertThat(heard.getFirst()).contains("\"points\":[[22000,").contains(",[920000,");
    }
}
