package im.vestibule.config;

import java.util.List;
import java.util.function.Predicate;

/**
 * What this build reads and checks but does not honour. Writing such an option draws a warning, so that nothing asked for
 * is silently ignored. A line goes when the thing is built.
 */
final class NotYet {
    private static final String NO_EFFECT = "not built yet: it has no effect";
    private static final String NOT_CONNECTED = "not built yet: nothing is connected to";

    static final List<Entry> ENTRIES = List.of(
            new Entry("outgoing_pools.redis", NOT_CONNECTED),
            new Entry("outgoing_pools.rabbit", NOT_CONNECTED),
            new Entry("outgoing_pools.elastic", NOT_CONNECTED),
            new Entry("outgoing_pools.cassandra", NOT_CONNECTED),
            new Entry("internal_databases.cets", "not built yet: this server runs as a single node"),
            new Entry("modules.*.backend", is("rdbms"), "not built yet: kept in the embedded store"),
            new Entry("general.all_metrics_are_global", is(true), NO_EFFECT),
            new Entry("general.sm_backend", isNot("mnesia"), "not built yet: sessions are kept in memory"),
            new Entry("general.component_backend", isNot("mnesia"), NO_EFFECT),
            new Entry("general.s2s_backend", isNot("mnesia"), NO_EFFECT),
            new Entry("general.rdbms_server_type", NO_EFFECT),
            new Entry("general.routing_modules", NO_EFFECT),
            new Entry("general.hide_service_name", is(true), NO_EFFECT),
            new Entry("general.domain_certfile", NO_EFFECT));

    private NotYet() {}

    /**
     * One thing.
     *
     * @param key without indexes and without {@code host_config}; {@code *} stands for one part
     * @param when which values are not honoured
     */
    record Entry(String key, Predicate<Object> when, String sentence) {
        Entry(String key, String sentence) {
            this(key, any -> true, sentence);
        }

        boolean concerns(String written) {
            if (!key.contains("*")) {
                return key.equals(written);
            }
            int star = key.indexOf('*');
            String tail = key.substring(star + 1);
            return written.startsWith(key.substring(0, star))
                    && written.endsWith(tail)
                    && written.length() > star + tail.length()
                    && written.indexOf('.', star) == written.length() - tail.length();
        }
    }

    static Predicate<Object> is(Object value) {
        return value::equals;
    }

    static Predicate<Object> isNot(Object value) {
        return raw -> !value.equals(raw);
    }

    /** Warns about a key if its table has not drawn a warning already. */
    static void check(Problems problems, String key, Object raw) {
        check(ENTRIES, problems, key, raw);
    }

    static void check(List<Entry> entries, Problems problems, String key, Object raw) {
        String plain = Keys.withoutIndexes(key).replaceFirst("^host_config\\.", "");
        for (Entry entry : entries) {
            if (entry.concerns(plain) && entry.when.test(raw)) {
                problems.notYet(key, Fault.of(entry.sentence));
            }
        }
    }
}
