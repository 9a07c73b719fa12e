package im.vestibule.load;

import java.util.Map;

/** What was used between two moments. */
record Span(Moment from, Moment to) {
    private static final double SECOND = 1e9;

    double seconds() {
        return (to.nanos() - from.nanos()) / SECOND;
    }

    /** Seconds of a processor that the server took. */
    double server() {
        return to.server().cpu() - from.server().cpu();
    }

    /** Seconds of a processor that this process took. */
    double load() {
        return to.load() - from.load();
    }

    /** Of all processes other than server and driver. */
    private double others() {
        return total() - idle() - server() - load();
    }

    private double total() {
        return to.machine().total() - from.machine().total();
    }

    private double idle() {
        return to.machine().idle() - from.machine().idle();
    }

    void tell(Map<String, Object> figures) {
        figures.put("server_cpu_s", server());
        figures.put("server_cores", server() / seconds());
        figures.put("load_cpu_s", load());
        figures.put("load_cores", load() / seconds());
        figures.put("other_cores", others() / seconds());
        figures.put("machine_idle_pct", total() == 0 ? 0.0 : 100 * idle() / total());
    }
}
