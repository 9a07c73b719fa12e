package im.vestibule.services.access;

import im.vestibule.config.AccessSpec;
import im.vestibule.config.AclSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.ShaperSpec;
import im.vestibule.model.Jid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The access rules that hold for one domain, or globally, compiled. Immutable and fast: every stanza to a component asks
 * them. The rules {@code all} and {@code none}, and the sets of the same names, are there without being written.
 */
public final class Rules {
    private static final Access ALLOW = new Access.Allow();
    private static final String NONE = "none";
    private static final Access DENY = new Access.Deny();
    private static final Acl EVERYBODY = (jid, domain) -> true;
    private static final Acl NOBODY = (jid, domain) -> false;

    private record Clause(Acl acl, Access access) {}

    private final Map<String, List<Clause>> rules;
    private final Map<String, ShaperSpec> shapers;

    /**
     * Rules that name no shapers.
     *
     * @param hosts domains of this server, prepared
     */
    public Rules(Map<String, AclSpec> acl, Map<String, AccessSpec> access, Collection<String> hosts) {
        this(acl, access, Map.of(), hosts);
    }

    /**
     * @param hosts domains of this server, prepared
     */
    public Rules(
            Map<String, AclSpec> acl,
            Map<String, AccessSpec> access,
            Map<String, ShaperSpec> shapers,
            Collection<String> hosts) {
        this(acl, access, shapers, Set.copyOf(hosts)::contains);
    }

    /**
     * @param served whether a domain, prepared, is one of this server at the moment
     */
    public Rules(
            Map<String, AclSpec> acl,
            Map<String, AccessSpec> access,
            Map<String, ShaperSpec> shapers,
            Predicate<String> served) {
        this.shapers = Map.copyOf(shapers);
        Map<String, Acl> acls = new HashMap<>();
        acl.forEach((name, spec) -> acls.put(name, Acl.of(spec, served)));
        acls.put("all", EVERYBODY);
        acls.put(NONE, NOBODY);
        Map<String, List<Clause>> compiled = new HashMap<>();
        access.forEach((name, spec) -> compiled.put(
                name,
                spec.clauses().stream()
                        .map(clause -> new Clause(acls.getOrDefault(clause.acl(), NOBODY), Access.of(clause.value())))
                        .toList()));
        compiled.put("all", List.of(new Clause(EVERYBODY, ALLOW)));
        compiled.put(NONE, List.of());
        rules = Map.copyOf(compiled);
    }

    /**
     * What the first clause that means somebody gives.
     *
     * @param domain for which it is asked; {@code current_domain} means its users
     */
    public Access value(String rule, Jid jid, String domain) {
        for (Clause clause : rules.getOrDefault(rule, List.of())) {
            if (clause.acl().contains(jid, domain)) {
                return clause.access();
            }
        }
        return DENY;
    }

    /** Whether the rule gives {@code allow}. */
    public boolean allowed(String rule, Jid jid, String domain) {
        return value(rule, jid, domain).equals(ALLOW);
    }

    /**
     * The rate of the shaper that the rule gives.
     *
     * @return per second; empty if it gives {@code none}, or nothing
     */
    public OptionalInt rate(String rule, Jid jid, String domain) {
        return value(rule, jid, domain) instanceof Access.Name(String name) ? rate(name) : OptionalInt.empty();
    }

    /**
     * The rate of a shaper.
     *
     * @param name of a shaper, or {@code none}
     * @return per second; empty for {@code none}, or if there is no such shaper
     */
    public OptionalInt rate(String name) {
        ShaperSpec shaper = shapers.get(name);
        return shaper == null ? OptionalInt.empty() : OptionalInt.of(shaper.maxRate());
    }

    /**
     * A bound such as {@code max_user_sessions}.
     *
     * @param otherwise if the rule gives neither a number nor {@code infinity}
     */
    public Limit limit(String rule, Jid jid, String domain, Limit otherwise) {
        return switch (value(rule, jid, domain)) {
            case Access.Amount(long value) -> new Limit(value);
            case Access.Name(String name) -> name.equals("infinity") ? Limit.INFINITY : otherwise;
            case Access.Allow(), Access.Deny() -> otherwise;
        };
    }
}
