package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code services} table.
 *
 * @param domainDb empty if it is off
 */
public record ServicesSpec(Optional<DomainDb> domainDb) {
    private static final String TELEMETRY = "service_mongoose_system_metrics";

    static ServicesSpec read(Section s) {
        ServicesSpec services = new ServicesSpec(s.table("service_domain_db", DomainDb::read));
        s.take(List.of(TELEMETRY))
                .forEach(name -> s.warning(
                        name,
                        Fault.of("no effect: reports usage to the makers of MongooseIM, this server reports nothing")));
        return services;
    }

    /**
     * Domains that are added while the server runs, kept in the embedded store, and the passwords of domain admins.
     *
     * @param eventCleaningInterval time between two clean-ups
     * @param eventMaxAge age at which a change is forgotten
     * @param dbPool the scope of the pool that holds them
     */
    public record DomainDb(Duration eventCleaningInterval, Duration eventMaxAge, String dbPool) {
        static DomainDb read(Section s) {
            for (String key : List.of("event_cleaning_interval", "event_max_age")) {
                if (s.written(key)) {
                    s.warning(
                            key,
                            Fault.of("no effect: there are no other nodes to be told of changes by way of a table"));
                }
            }
            if (s.written("db_pool")) {
                s.warning("db_pool", Fault.of("no effect: domains are kept in the embedded store"));
            }
            return new DomainDb(
                    s.value("event_cleaning_interval", NumberTypes.SECONDS, NumberTypes.seconds(1800)),
                    s.value("event_max_age", NumberTypes.SECONDS, NumberTypes.seconds(7200)),
                    s.value("db_pool", Type.NON_EMPTY, "global"));
        }
    }
}
