package im.vestibule.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names that are used and not given: rules, acls, shapers, pools. */
final class NameChecks {
    private static final String NONE = "none";
    private static final Fault NO_POOL = Fault.of("needs a pool");

    private final Config config;
    private final Problems problems;
    private final Names names;
    private final Set<String> checkedRules = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();

    NameChecks(Config config, Context context) {
        this.config = config;
        this.problems = context.problems();
        this.names = context.names();
    }

    void run() {
        names.uses().forEach(this::check);
        pools("", "auth", config.auth());
        for (int i = 0; i < config.hostConfig().size(); i++) {
            HostConfigSpec host = config.hostConfig().get(i);
            String key = Keys.item("host_config", i) + ".auth";
            host.auth().ifPresent(auth -> pools(host.host(), key, auth));
        }
        otherPools();
        unusedPools();
    }

    private void check(Names.Use use) {
        Set<String> builtIn = switch (use.kind()) {
            case RULE, ACL -> Set.of("all", NONE);
            case SHAPER_RULE, SHAPER -> Set.of(NONE);
            case POOL -> Set.of();
        };
        if (builtIn.contains(use.name())) {
            return;
        }
        Set<String> known = visible(use.kind() == Names.Kind.SHAPER_RULE ? Names.Kind.RULE : use.kind(), use.scope());
        if (!known.contains(use.name())) {
            undefined(use, known);
        } else if (use.kind() == Names.Kind.SHAPER_RULE) {
            shapersOf(use.name());
        }
    }

    private Set<String> visible(Names.Kind kind, String scope) {
        return names.visible(kind, scope, Checks.served(config));
    }

    private void undefined(Names.Use use, Collection<String> known) {
        String name = Type.quoted(use.name());
        String near = Keys.nearest(use.name(), known)
                .map(candidate -> "did you mean " + Type.quoted(candidate) + "?")
                .orElse("");
        switch (use.kind()) {
            case ACL ->
                // As in MongooseIM, whose own example file has such clauses.
                problems.warning(
                        use.key(),
                        Fault.of("no effect: there is no acl " + name)
                                .hint(near.isEmpty() ? "define it in [acl]" : near));
            case SHAPER ->
                problems.error(
                        use.key(),
                        Fault.of("there is no shaper " + name)
                                .hint(near.isEmpty() ? "add [shaper." + use.name() + "]" : near));
            case RULE ->
                problems.error(
                        use.key(),
                        Fault.of("there is no access rule " + name)
                                .hint(near.isEmpty() ? "define it in [access]" : near));
            case SHAPER_RULE -> {
                boolean shaper = visible(Names.Kind.SHAPER, use.scope()).contains(use.name());
                String hint = shaper
                        ? "a shaper of that name is not enough: define a rule in [access] that gives it"
                        : "define it in [access]";
                problems.error(
                        use.key(), Fault.of("there is no access rule " + name).hint(near.isEmpty() ? hint : near));
            }
            case POOL -> problems.error(use.key(), NO_POOL.hint("add [outgoing_pools." + use.name() + "]"));
        }
    }

    /** Every value of a rule that shapes must be a shaper. */
    private void shapersOf(String rule) {
        if (!checkedRules.add(rule)) {
            return;
        }
        shapersOf("access", config.access(), rule, "");
        for (int i = 0; i < config.hostConfig().size(); i++) {
            HostConfigSpec host = config.hostConfig().get(i);
            shapersOf(Keys.item("host_config", i) + ".access", host.access(), rule, host.host());
        }
    }

    private void shapersOf(String table, Map<String, AccessSpec> rules, String rule, String scope) {
        AccessSpec access = rules.get(rule);
        List<AccessSpec.Clause> clauses = access == null ? List.of() : access.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            String key = Keys.item(Keys.child(table, rule), i) + ".value";
            if (problems.written(key) && !problems.faulty(key)) {
                shaper(key, clauses.get(i).value(), scope);
            }
        }
    }

    private void shaper(String key, AccessSpec.Outcome value, String scope) {
        String what = "this rule is used as a shaper, so every value must be a shaper";
        Set<String> known = visible(Names.Kind.SHAPER, scope);
        switch (value) {
            case AccessSpec.Outcome.Amount(long number) ->
                problems.error(key, Fault.of(what).found(Long.toString(number)).hint("or \"none\""));
            case AccessSpec.Outcome.Name(String name)
            when !name.equals(NONE) && !known.contains(name) ->
                problems.error(
                        key,
                        Fault.of(what)
                                .found(Type.quoted(name))
                                .hint(Keys.nearest(name, known)
                                        .map(near -> "did you mean " + Type.quoted(near) + "?")
                                        .orElse("add [shaper." + name + "], or write \"none\"")));
            case AccessSpec.Outcome.Name _ -> {}
        }
    }

    private void pools(String scope, String key, AuthSpec auth) {
        if (auth.methods().contains(AuthMethod.HTTP) && auth.http().isPresent()) {
            needPool(scope, key + ".http", "http", "auth");
        }
        if (auth.methods().contains(AuthMethod.RDBMS) && auth.rdbms().isPresent()) {
            needPool(scope, key + ".rdbms", "rdbms", "default");
        }
        if (auth.methods().contains(AuthMethod.LDAP)) {
            auth.ldap().ifPresent(ldap -> {
                needPool(scope, key + ".ldap.pool_tag", "ldap", ldap.poolTag());
                needPool(scope, key + ".ldap.bind_pool_tag", "ldap", ldap.bindPoolTag());
            });
        }
    }

    private void otherPools() {
        if (config.general().smBackend() == GeneralSpec.SmBackend.REDIS) {
            needPool("", "general.sm_backend", "redis", "default");
        }
        config.internalDatabases().cets().ifPresent(cets -> {
            if (cets.backend() == InternalDatabasesSpec.Cets.Backend.RDBMS) {
                needPool("", "internal_databases.cets", "rdbms", "default");
            } else if (cets.nodeListFile().isEmpty()) {
                missingNodeList();
            }
        });
    }

    private void missingNodeList() {
        String key = "internal_databases.cets.node_list_file";
        if (!problems.written(key)) {
            problems.error(key, Fault.of("missing").expected("the path of a file with one node a line"));
        }
    }

    private void unusedPools() {
        unusedPools("outgoing_pools", config.outgoingPools());
        for (int i = 0; i < config.hostConfig().size(); i++) {
            String key = Keys.item("host_config", i) + ".outgoing_pools";
            config.hostConfig().get(i).pools().ifPresent(pools -> unusedPools(key, pools));
        }
    }

    private void unusedPools(String table, PoolsSpec pools) {
        for (String tag : pools.ldap().keySet()) {
            if (!needed.contains("ldap." + tag)) {
                problems.warning(
                        Keys.child(table + ".ldap", tag),
                        Fault.of("no effect: nothing uses this pool")
                                .hint("auth.ldap uses the two that its pool_tag and bind_pool_tag name"));
            }
        }
    }

    private void needPool(String scope, String key, String type, String tag) {
        needed.add(type + "." + tag);
        if (!visible(Names.Kind.POOL, scope).contains(type + "." + tag)) {
            problems.error(key, NO_POOL.hint("add [outgoing_pools." + type + "." + tag + "]"));
        }
    }
}
