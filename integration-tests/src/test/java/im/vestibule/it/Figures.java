package im.vestibule.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a site tells about itself to whoever watches over it.
 *
 * @param values by name and labels, as written
 */
record Figures(Map<String, Double> values) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+(?:\\{.*})?) (\\S+)$");

    static HttpResponse<String> get(Site site, String path) throws IOException, InterruptedException {
        return get(site.house().monitoring().orElseThrow().address(), path);
    }

    static HttpResponse<String> get(InetSocketAddress address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .timeout(Patience.LONGEST)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static Figures of(Site site) throws IOException, InterruptedException {
        return read(get(site, "/metrics").body());
    }

    /** Of a server in another process. */
    static Figures at(int port) throws IOException, InterruptedException {
        return read(get(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "/metrics")
                .body());
    }

    private static Figures read(String page) {
        Map<String, Double> values = new TreeMap<>();
        for (Matcher sample = SAMPLE.matcher(page); sample.find(); ) {
            values.put(sample.group(1), Double.valueOf(sample.group(2)));
        }
        return new Figures(values);
    }

    /** What is ours, without what differs from moment to moment by itself. */
    Figures counted() {
        Map<String, Double> ours = new TreeMap<>(values);
        ours.keySet()
                .removeIf(name -> !name.startsWith("vestibule_")
                        || name.startsWith("vestibule_loop_")
                        || name.startsWith("vestibule_store_"));
        return new Figures(ours);
    }

    /** Of all series of this name, and with this in their labels. */
    long sum(String name, String label) {
        return Math.round(values.entrySet().stream()
                .filter(value -> value.getKey().equals(name) || value.getKey().startsWith(name + "{"))
                .filter(value -> value.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    /** What has changed since, by how much. */
    Map<String, Double> since(Figures before) {
        Map<String, Double> changes = new TreeMap<>();
        values.forEach((name, value) -> {
            double change = value - before.values.getOrDefault(name, 0.0);
            if (change != 0) {
                changes.put(name, change);
            }
        });
        return changes;
    }
}
