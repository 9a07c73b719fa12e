package im.vestibule.compare;

import java.util.List;

/**
 * What a table tells of a scenario.
 *
 * @param key in reports
 * @param title with its unit
 * @param scale that the figure is divided by
 */
record Figure(String key, String title, double scale) {
    private static final double MIB = 1024;

    private Figure(String key, String title) {
        this(key, title, 1);
    }

    /** The most telling first. */
    static List<Figure> of(String scenario) {
        return switch (scenario) {
            case "chat" ->
                List.of(
                        new Figure("msgs_per_s", "messages/s"),
                        new Figure("server_cpu_s_per_100k", "processor s per 100,000"),
                        new Figure("lat_ms.p50", "p50 in ms"),
                        new Figure("lat_ms.p99", "p99 in ms"));
            case "rate" ->
                List.of(
                        new Figure("lat_ms.p999", "p99.9 in ms"),
                        new Figure("lat_ms.p99", "p99 in ms"),
                        new Figure("lat_ms.p50", "p50 in ms"),
                        new Figure("server_cores", "processors in use"));
            case "login" ->
                List.of(
                        new Figure("logins_per_s", "logins/s"),
                        new Figure("server_cpu_ms_per_login", "processor ms per login"),
                        new Figure("lat_ms.p99", "p99 in ms"));
            case "connect" ->
                List.of(
                        new Figure("conns_per_s", "connections/s"),
                        new Figure("server_cpu_us_per_conn", "processor µs per connection"),
                        new Figure("features_ms.p99", "p99 to the features in ms"));
            case "idle" ->
                List.of(
                        new Figure("rss_after_hold_kib", "whole process, MiB resident", MIB),
                        new Figure("bytes_per_conn", "bytes per connection"));
            default -> List.of();
        };
    }
}
