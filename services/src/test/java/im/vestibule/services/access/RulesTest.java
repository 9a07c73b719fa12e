package im.vestibule.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AccessSpec;
import im.vestibule.config.AclSpec;
import im.vestibule.config.AclSpec.Condition;
import im.vestibule.config.AclSpec.Form;
import im.vestibule.config.AclSpec.Match;
import im.vestibule.config.AclSpec.Part;
import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesTest {
    private static final String HERE = "door.test";
    private static final Jid JULIET = Jid.of("juliet@door.test/balcony");
    private static final Jid ROMEO = Jid.of("romeo@yard.test");
    private static final Jid STRANGER = Jid.of("puck@wood.test");

    private static Rules rules(Map<String, AclSpec> acl, Map<String, AccessSpec> access) {
        return new Rules(acl, access, List.of(HERE, "yard.test"));
    }

    private static Rules rules(Condition... set) {
        return rules(Map.of("set", new AclSpec(List.of(set))), Map.of("rule", rule("set", "allow")));
    }

    private static AccessSpec rule(String... clauses) {
        return new AccessSpec(Arrays.stream(clauses)
                .gather(Gatherers.windowFixed(2))
                .map(pair -> new AccessSpec.Clause(pair.getFirst(), outcome(pair.getLast())))
                .toList());
    }

    private static AccessSpec.Outcome outcome(String value) {
        return value.matches("-?[0-9]+")
                ? new AccessSpec.Outcome.Amount(Long.parseLong(value))
                : new AccessSpec.Outcome.Name(value);
    }

    private static Condition condition(Match match, AclSpec.Test... tests) {
        return new Condition(match, List.of(tests));
    }

    private static AclSpec.Test is(Part part, String text) {
        return new AclSpec.Test(part, new Form.Exact(text));
    }

    private static boolean allows(Rules rules, Jid jid) {
        return rules.allowed("rule", jid, HERE);
    }

    @Test
    void knowsAllAndNoneWithoutBeingTold() {
        Rules empty = rules(Map.of(), Map.of());

        assertThat(empty.allowed("all", STRANGER, HERE)).isTrue();
        assertThat(empty.allowed("none", JULIET, HERE)).isFalse();
        assertThat(empty.value("none", JULIET, HERE)).isEqualTo(new Access.Deny());
    }

    @Test
    void deniesByARuleThatDoesNotExist() {
        assertThat(rules(Map.of(), Map.of()).value("absent", JULIET, HERE)).isEqualTo(new Access.Deny());
    }

    @Test
    void keepsTheBuiltInNamesWhateverTheFileSays() {
        Rules rules = rules(
                Map.of("all", new AclSpec(List.of()), "none", new AclSpec(List.of(condition(Match.ALL)))),
                Map.of("all", rule("all", "deny"), "none", rule("all", "allow"), "rule", rule("none", "allow")));

        assertThat(rules.allowed("all", JULIET, HERE)).isTrue();
        assertThat(rules.allowed("none", JULIET, HERE)).isFalse();
        assertThat(rules.allowed("rule", JULIET, HERE)).isFalse();
    }

    @Test
    void takesTheFirstClauseThatMeansSomebody() {
        Rules rules = rules(
                Map.of("juliet", new AclSpec(List.of(condition(Match.ALL, is(Part.USER, "juliet"))))),
                Map.of("rule", rule("juliet", "10", "all", "fast")));

        assertThat(rules.value("rule", JULIET, HERE)).isEqualTo(new Access.Amount(10));
        assertThat(rules.value("rule", ROMEO, HERE)).isEqualTo(new Access.Name("fast"));
    }

    @Test
    void deniesWhomNoClauseMeans() {
        assertThat(rules(condition(Match.NONE)).value("rule", JULIET, HERE)).isEqualTo(new Access.Deny());
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, true, true, true",
        "NONE, false, false, false",
        "CURRENT_DOMAIN, true, false, false",
        "ANY_HOSTED_DOMAIN, true, true, false"
    })
    void tellsDomainsApart(Match match, boolean juliet, boolean romeo, boolean stranger) {
        Rules rules = rules(condition(match));

        assertThat(allows(rules, JULIET)).isEqualTo(juliet);
        assertThat(allows(rules, ROMEO)).isEqualTo(romeo);
        assertThat(allows(rules, STRANGER)).isEqualTo(stranger);
    }

    @Test
    void asksForTheDomainThatIsMeant() {
        assertThat(rules(condition(Match.CURRENT_DOMAIN)).allowed("rule", ROMEO, "yard.test"))
                .isTrue();
    }

    @Test
    void demandsAllTestsOfOneCondition() {
        Rules rules = rules(condition(Match.ALL, is(Part.USER, "juliet"), is(Part.SERVER, "door.test")));

        assertThat(allows(rules, JULIET)).isTrue();
        assertThat(allows(rules, Jid.of("juliet@yard.test"))).isFalse();
        assertThat(allows(rules, Jid.of("nurse@door.test"))).isFalse();
    }

    @Test
    void isContentWithOneOfSeveralConditions() {
        Rules rules =
                rules(condition(Match.ALL, is(Part.USER, "juliet")), condition(Match.ALL, is(Part.USER, "romeo")));

        assertThat(allows(rules, JULIET)).isTrue();
        assertThat(allows(rules, ROMEO)).isTrue();
        assertThat(allows(rules, STRANGER)).isFalse();
    }

    @Test
    void looksAtEveryPartInEveryForm() {
        assertThat(allows(rules(condition(Match.ALL, is(Part.RESOURCE, "balcony"))), JULIET))
                .isTrue();
        assertThat(allows(rules(condition(Match.ALL, is(Part.RESOURCE, "garden"))), JULIET))
                .isFalse();
        for (Form form : List.of(new Form.Glob("j*t"), new Form.Regexp("^jul"), new Form.Regexp("lie"))) {
            Rules rules = rules(condition(Match.ALL, new AclSpec.Test(Part.USER, form)));
            assertThat(allows(rules, JULIET)).as("%s", form).isTrue();
            assertThat(allows(rules, ROMEO)).as("%s", form).isFalse();
        }
        Rules byServer = rules(condition(Match.ALL, new AclSpec.Test(Part.SERVER, new Form.Glob("*.test"))));
        assertThat(allows(byServer, STRANGER)).isTrue();
        assertThat(allows(byServer, Jid.of("x@wood.example"))).isFalse();
    }

    @Test
    void preparesNamesAsAddressesArePrepared() {
        assertThat(allows(rules(condition(Match.ALL, is(Part.USER, "JULIET"))), JULIET))
                .isTrue();
        assertThat(allows(rules(condition(Match.ALL, is(Part.SERVER, "DOOR.test."))), JULIET))
                .isTrue();
    }

    @Test
    void givesBounds() {
        Rules rules = rules(
                Map.of(),
                Map.of(
                        "ten", rule("all", "10"),
                        "endless", rule("all", "infinity"),
                        "odd", rule("all", "fast"),
                        "open", rule("all", "allow")));
        Limit hundred = new Limit(100);

        assertThat(rules.limit("ten", JULIET, HERE, hundred)).isEqualTo(new Limit(10));
        assertThat(rules.limit("endless", JULIET, HERE, hundred)).isEqualTo(Limit.INFINITY);
        assertThat(rules.limit("odd", JULIET, HERE, hundred)).isEqualTo(hundred);
        assertThat(rules.limit("open", JULIET, HERE, hundred)).isEqualTo(hundred);
        assertThat(rules.limit("absent", JULIET, HERE, hundred)).isEqualTo(hundred);
    }
}
