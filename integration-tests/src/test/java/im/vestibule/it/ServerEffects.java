package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.GeneralSpec.LogLevel;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The categories {@code server}, {@code stat}, {@code metric} and {@code mnesia}. */
abstract class ServerEffects extends GraphQlEffects {
    ServerEffects() throws IOException {}

    @Test
    void saysThatItRuns() throws Exception {
        JsonNode status = at("admin").does("query server.status");
        String version = status.path("version").asString();
        assertThat(version).isNotEmpty();
        assertThat(status)
                .isEqualTo(json("{'statusCode': 'RUNNING', 'message': 'Vestibule " + version
                        + " is running', 'version': '" + version + "', 'commitHash': null}"));
    }

    @Test
    void logsWhatItIsToldTo() throws Exception {
        GraphQlDeeds deeds = at("admin");
        try (AutoCloseable _ = Log.keptLevel()) {
            for (LogLevel level : new LogLevel[] {LogLevel.ERROR, LogLevel.DEBUG}) {
                assertThat(deeds.does("mutation server.setLoglevel", "level: " + level))
                        .isEqualTo(json("'Log level successfully set.'"));
                assertThat(deeds.does("query server.getLoglevel")).isEqualTo(json("'" + level + "'"));
                assertThat(LoggerFactory.getLogger("im.vestibule").isDebugEnabled())
                        .isEqualTo(level == LogLevel.DEBUG);
            }
        }
    }

    @Test
    void stops() throws Exception {
        GraphQlDeeds deeds = at("admin");
        assertThat(deeds.refused("mutation server.stop", "")).isEqualTo("not_supported");
        CountDownLatch stopped = new CountDownLatch(1);
        site().house().onStop(stopped::countDown);
        assertThat(deeds.does("mutation server.stop")).isEqualTo(json("'Stop scheduled'"));
        assertThat(stopped.await(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "query server.getCookie | \"\"",
                "mutation server.joinCluster | node: 'a@b'",
                "mutation server.leaveCluster | \"\"",
                "mutation server.removeFromCluster | node: 'a@b'",
                "mutation server.removeNode | node: 'a@b'",
                "mutation server.restart | \"\"",
                "mutation mnesia.setMaster | node: 'a@b'",
                "mutation mnesia.changeNodename | fromString: 'a@b', toString: 'a@c', source: 's', target: 't'",
                "mutation mnesia.backup | path: 'p'",
                "mutation mnesia.restore | path: 'p'",
                "mutation mnesia.dump | path: 'p'",
                "mutation mnesia.dumpTable | path: 'p', table: 'users'",
                "mutation mnesia.load | path: 'p'",
                "mutation mnesia.installFallback | path: 'p'"
            })
    void saysWhatHasNoMeaningHere(String name, String arguments) throws Exception {
        assertThat(at("admin").refused(name, arguments)).isEqualTo("not_supported");
    }

    @Test
    void countsEverybodyAndEverybodyWhoIsHere() throws Exception {
        site().renew(Jid.of("dave@other.test"));
        Wire _ = attend(ALICE, "desk");
        Wire _ = attend(ALICE, "phone");
        Wire _ = attend(Jid.of("dave@other.test"), "desk");
        try (Wire peer = site().connect("peer").greetAsServer("far.test", "door.test")) {
            JsonNode stats = at("admin").does("query stat.globalStats");
            assertThat(peer.arrived()).isEmpty();
            assertThat(stats.path("uptimeSeconds").asInt(-1)).isNotNegative();
            assertThat(stats.path("registeredUsers")).isEqualTo(json("3"));
            assertThat(stats.path("onlineUsers")).isEqualTo(json("3"));
            assertThat(stats.path("onlineUsersNode")).isEqualTo(json("3"));
            assertThat(stats.path("incomingS2S")).isEqualTo(json("1"));
            assertThat(stats.path("outgoingS2S")).isEqualTo(json("0"));
        }
    }

    @ByAdministrators
    void countsEverybodyOfADomain(String door) throws Exception {
        site().renew(Jid.of("dave@other.test"));
        Wire _ = attend(ALICE, "desk");
        Wire _ = attend(Jid.of("dave@other.test"), "desk");
        assertThat(at(door).does("query stat.domainStats", "domain: 'door.test'"))
                .isEqualTo(json("{'registeredUsers': 2, 'onlineUsers': 1}"));
    }

    @Test
    void measures() throws Exception {
        GraphQlDeeds deeds = at("admin");
        Wire _ = attend(ALICE, "desk");
        Wire _ = attend(BOB, "desk");
        String open = "['vestibule_connections_open', 'listen.c2s[0]']";
        String accepted = "['vestibule_connections_accepted_total', 'listen.c2s[0]']";
        assertThat(deeds.does("query metric.getMetrics", "name: " + open))
                .isEqualTo(json("[{'__typename': 'GaugeMetric', 'name': " + open + ", 'type': 'gauge', 'value': 2}]"));
        assertThat(deeds.does("query metric.getMetrics", "name: " + accepted))
                .isEqualTo(json("[{'__typename': 'CounterMetric', 'name': " + accepted
                        + ", 'type': 'counter', 'value': 2, 'ms_since_reset': null}]"));
        assertThat(deeds.does("query metric.getMetrics").size()).isGreaterThan(100);

        String dict = "[{'name': " + open + ", 'dict': [{'key': 'value', 'value': 2}]}]";
        assertThat(deeds.does("query metric.getMetricsAsDicts", "name: " + open))
                .isEqualTo(json(dict));
        assertThat(deeds.does("query metric.getMetricsAsDicts", "name: " + open + ", keys: ['other']"))
                .isEqualTo(json("[{'name': " + open + ", 'dict': []}]"));
        String cluster = "name: " + open + ", keys: ['value'], nodes: ";
        assertThat(deeds.does("query metric.getClusterMetricsAsDicts", cluster + "['self']"))
                .isEqualTo(json("[{'node': 'self', 'result': " + dict + "}]"));
        assertThat(deeds.does("query metric.getClusterMetricsAsDicts", cluster + "['other']"))
                .isEqualTo(json("[]"));
    }

    @Test
    void tellsOfItsStoreWhatMnesiaWould() throws Exception {
        JsonNode all = at("admin").does("query mnesia.systemInfo");
        Map<String, JsonNode> values = all.valueStream()
                .collect(Collectors.toMap(
                        item -> item.path("key").asString(),
                        item -> item.path("resultOf" + item.path("__typename").asString())));
        assertThat(values.get("directory"))
                .isEqualTo(json("'" + site().directory().resolve("data") + "'"));
        assertThat(values.get("is_running")).isEqualTo(json("'yes'"));
        assertThat(values.get("tables")).contains(json("'users'"), json("'roster_items'"));
        assertThat(at("admin").does("query mnesia.systemInfo", "keys: ['db_nodes']"))
                .isEqualTo(json("[{'__typename': 'MnesiaListResponse', 'key': 'db_nodes',"
                        + " 'resultOfMnesiaListResponse': ['self']}]"));
    }
}
