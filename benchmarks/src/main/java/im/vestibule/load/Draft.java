package im.vestibule.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A report that is being written. */
final class Draft {
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Driver driver;

    Draft(Scenario scenario, Plan plan, Driver driver) {
        this.driver = driver;
        Target target = plan.target();
        put("scenario", scenario.name());
        put("transport", lower(target.transport()));
        put("tls", lower(target.security()));
        if (!driver.encryption().isEmpty()) {
            put("tls_info", driver.encryption());
        }
        put("mechanism", plan.accounts().mechanism().toString());
        if (plan.management()) {
            put("stream_management", true);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    Draft put(String name, Object figure) {
        figures.put(name, figure);
        return this;
    }

    Map<String, Object> figures() {
        return figures;
    }

    /** @param clean so far as the scenario itself can say */
    Report done(Span span, boolean clean) {
        span.tell(figures);
        put("errors", driver.faults.figures());
        driver.faults.first().ifPresent(first -> put("first_error", first));
        return new Report(figures, clean && driver.faults.total() == 0);
    }
}
