package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.config.MetricsSpec;
import im.vestibule.config.Reading;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.core.Transport;
import im.vestibule.http.BoshSessions;
import im.vestibule.http.HttpTallies;
import im.vestibule.services.store.Store;
import im.vestibule.xmpp.Resumptions;
import im.vestibule.xmpp.Tallies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Readiness readiness = new Readiness();
    private final Loops loops = Loops.start(Transport.NIO, 1);
    private final Store store;
    private final Monitor monitor;

    MonitorTest(@TempDir Path directory) {
        store = Store.open(directory);
        MetricsSpec spec = new MetricsSpec(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Reading reading = Config.read(
                "general.hosts = ['door.test']\ngeneral.default_server_domain = 'door.test'", directory, "door.toml");
        TlsFiles none = TlsFiles.read(reading.config().orElseThrow(), reading.places());
        Figures figures = new Figures(
                readiness,
                store,
                none,
                new Tallies(),
                new HttpTallies(),
                new BoshSessions(),
                () -> new Resumptions.Counts(0, 0, 0, 0, 0),
                loops);
        monitor = new Monitor(Optional.of(spec), readiness, figures, loops);
    }

    @BeforeEach
    void open() {
        assertThat(monitor.open(List.of())).isInstanceOf(Listeners.Opening.Opened.class);
    }

    @AfterEach
    void close() {
        monitor.close();
        loops.close();
        store.close();
        http.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + monitor.listener().orElseThrow().address().getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void isReadyFromTheLastBindToTheFirstGoodbye() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).isEqualTo("starting\n");

        readiness.open();
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready").body()).isEqualTo("ready\n");
        assertThat(get("/metrics").body()).contains("\nvestibule_ready 1.0\n");

        readiness.drain();
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).isEqualTo("draining\n");
        assertThat(get("/metrics").body()).contains("\nvestibule_ready 0.0\n");
    }

    @Test
    void isLiveAllTheTime() throws Exception {
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/live").body()).isEqualTo("live\n");
    }

    @Test
    void speaksOpenMetricsToWhoeverAsksForIt() throws Exception {
        HttpResponse<String> page = get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1");
        assertThat(page.headers().firstValue("content-type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(page.body()).endsWith("# EOF\n");
    }

    @Test
    void speaksThePrometheusFormatToEverybodyElse() throws Exception {
        HttpResponse<String> page = get("/metrics");
        assertThat(page.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(page.body())
                .contains("jvm_memory_used_bytes", "process_files_open_files")
                .doesNotContain("# EOF");
    }

    @Test
    void knowsNoOtherPage() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/").statusCode()).isEqualTo(404);
        assertThat(get("/live?verbose").statusCode()).isEqualTo(200);
    }
}
