package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import im.vestibule.admin.graphql.Sdl;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may ask for what: every operation at every endpoint with the credentials of everybody, right, wrong, or of another endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlMatrixTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid BOB = Jid.of("bob@door.test");
    private static final String PASSWORD = "domain-secret";

    // One of the operations changes what is logged, for all servers in this JVM.
    private final AutoCloseable level = Log.keptLevel();
    private final GraphQlSite site = new GraphQlSite();
    private final Map<String, String> rules = rules();

    GraphQlMatrixTest() throws IOException {}

    @AfterAll
    void close() throws Exception {
        site.close();
        level.close();
    }

    /** What somebody says of himself; who says so by Basic, and is right, may come in at one endpoint only. */
    enum Credentials {
        NONE("", ""),
        TOKEN("", ""),
        ADMIN("admin", "secret"),
        ADMIN_WRONG("admin", "guess"),
        DOMAIN_ADMIN("admin@door.test", PASSWORD),
        DOMAIN_ADMIN_WRONG("admin@door.test", "secret"),
        OTHER_DOMAIN_ADMIN("admin@other.test", PASSWORD + "-other"),
        OTHER_DOMAIN_ADMIN_WRONG("admin@other.test", PASSWORD),
        USER("alice@door.test", "alice-secret"),
        USER_WRONG("alice@door.test", "bob-secret"),
        USER_UNKNOWN("nobody@door.test", "alice-secret"),
        EMPTY("admin@door.test", "");

        private final String name;
        private final String password;

        Credentials(String name, String password) {
            this.name = name;
            this.password = password;
        }

        private GraphQlWire on(GraphQlWire nobody) {
            return switch (this) {
                case NONE -> nobody;
                case TOKEN -> new GraphQlWire(nobody.http(), nobody.endpoint(), Optional.of("Bearer secret"));
                default -> nobody.as(name, password);
            };
        }
    }

    /** By operation: global, own, or any. As the schema says, which a test of its own holds against the reference. */
    private static Map<String, String> rules() {
        TypeDefinitionRegistry schema = Sdl.ADMIN.definitions();
        Map<String, String> rules = new HashMap<>();
        for (String kind : List.of("Query", "Mutation", "Subscription")) {
            for (ObjectTypeDefinition root : schema.objectTypeExtensions().getOrDefault("Admin" + kind, List.of())) {
                for (FieldDefinition category : root.getFieldDefinitions()) {
                    String type = ((TypeName) category.getType()).getName();
                    Objects.requireNonNull(schema.getTypeOrNull(type, ObjectTypeDefinition.class))
                            .getFieldDefinitions()
                            .forEach(field -> rules.put(category.getName() + "/" + field.getName(), rule(field)));
                }
            }
        }
        return rules;
    }

    private static String rule(FieldDefinition field) {
        return field.getDirectives("protected").stream()
                .findFirst()
                .map(GraphQlMatrixTest::rule)
                .orElse("any");
    }

    private static String rule(Directive directive) {
        return ((EnumValue) Objects.requireNonNull(directive.getArgument("type"))
                                .getValue())
                        .getName()
                        .equals("GLOBAL")
                ? "global"
                : "own";
    }

    /** Status and code. */
    private String expected(String door, String operation, Credentials who) {
        String refused = "401 no_permissions";
        return switch (who) {
            case NONE, TOKEN -> refused;
            case ADMIN -> door.equals("admin") ? "200" : "401 wrong_credentials";
            case DOMAIN_ADMIN ->
                door.equals("domain") ? rule(operation).equals("global") ? refused : "200" : "401 wrong_credentials";
            case OTHER_DOMAIN_ADMIN ->
                door.equals("domain") ? rule(operation).equals("any") ? "200" : refused : "401 wrong_credentials";
            case USER -> door.equals("user") ? "200" : "401 wrong_credentials";
            case ADMIN_WRONG, DOMAIN_ADMIN_WRONG, OTHER_DOMAIN_ADMIN_WRONG, USER_WRONG, USER_UNKNOWN, EMPTY ->
                "401 wrong_credentials";
        };
    }

    private String rule(String operation) {
        return Objects.requireNonNull(rules.get(operation), operation);
    }

    /** As if nobody had ever asked for anything. */
    private void renew() {
        site.site().renew(ALICE);
        site.site().renew(BOB);
        var admins = site.site().house().domainAdmins().orElseThrow();
        var _ = admins.set("door.test", new Secret(PASSWORD));
        var _ = admins.set("other.test", new Secret(PASSWORD + "-other"));
    }

    private List<GraphQlOperation> operations(String door, String... kinds) throws IOException, InterruptedException {
        return GraphQlOperation.all(site.at(door), kinds).stream()
                .filter(operation -> !operation.category().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Credentials.class)
    void isAsTheReferenceSays(Credentials who) throws IOException, InterruptedException {
        renew();
        for (String door : List.of("admin", "domain", "user")) {
            for (GraphQlOperation operation : operations(door, "query", "mutation")) {
                GraphQlWire.Answer answer = who.on(site.at(door)).ask(operation.document());
                String expected = expected(door, operation.path(), who);
                String seen = answer.status() == 200 ? "200" : answer.status() + " " + answer.code();
                assertThat(seen).as(door + " " + who + " " + operation.name()).isEqualTo(expected);
                assertThat(answer.body().has("data")).isEqualTo(expected.equals("200"));
                if (expected.equals("200") && operation.kind().equals("mutation")) {
                    renew();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Credentials.class)
    void h20IsTheSameForSubscriptions(Credentials who) throws Exception {
        renew();
        for (String door : List.of("admin", "domain", "user")) {
            String argument = door.equals("user") ? "" : "(caller: \"alice@door.test\")";
            String root = door.equals("user") ? "User" : "Admin";
            String field = "stanza { subscribeForMessages" + argument + " { sender } }";
            for (String document : List.of(
                    "subscription { " + field + " }",
                    "subscription { ...F } fragment F on " + root + "Subscription { x: " + field + " }")) {
                String expected = expected(door, "stanza/subscribeForMessages", who);
                try (GraphQlListening listening = who.on(site.at(door)).follow(document)) {
                    assertThat(listening.verdict())
                            .as(door + " " + who + " " + document)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** No operation of another kind gets around by the way of subscriptions. */
    @Test
    void h20RefusesEveryOperationByTheWayOfSubscriptions() throws Exception {
        for (String door : List.of("admin", "domain", "user")) {
            for (GraphQlOperation operation : operations(door, "query", "mutation")) {
                try (GraphQlListening nobody = site.at(door).follow(operation.document());
                        GraphQlListening guess =
                                site.at(door).as("admin", "guess").follow(operation.document())) {
                    assertThat(nobody.verdict()).as(operation.name()).isEqualTo("401 no_permissions");
                    assertThat(guess.verdict()).as(operation.name()).isEqualTo("401 wrong_credentials");
                }
            }
        }
        for (GraphQlOperation operation : operations("admin", "query", "mutation")) {
            try (GraphQlListening admin = site.admin().follow(operation.document())) {
                assertThat(admin.verdict()).as(operation.name()).isEqualTo("400 unsupported_operation");
            }
        }
    }

    @Test
    void h20ListensToNoCategoryThatIsOff() throws Exception {
        String field = "stanza { subscribeForMessages(caller: \"alice@door.test\") { sender } }";
        renew();
        for (String document : List.of(
                "subscription { " + field + " }",
                "subscription { ...F } fragment F on AdminSubscription { x: " + field + " }")) {
            try (GraphQlListening listening = site.at("shut").follow(document)) {
                assertThat(listening.verdict()).isEqualTo("200 category_disabled");
                assertThat(site.site().house().sessions().of(ALICE)).isEmpty();
            }
        }
    }

    @Test
    void h20ListensForNoPageOfAnotherSite() throws Exception {
        renew();
        GraphQlWire alice = site.at("user").as(ALICE.toString(), Site.password(ALICE));
        String document = "subscription { stanza { subscribeForMessages { sender } } }";
        try (GraphQlListening own = alice.follow(document, "sec-fetch-site", "same-origin");
                GraphQlListening foreign = alice.follow(document, "origin", "https://evil.test");
                GraphQlListening other = alice.follow(document, "sec-fetch-site", "cross-site")) {
            assertThat(own.verdict()).isEqualTo("200");
            assertThat(foreign.verdict()).startsWith("403");
            assertThat(other.verdict()).startsWith("403");
        }
    }

    @Test
    void sseIdleTimeoutEndsASubscriptionThatHearsNothing() throws Exception {
        renew();
        GraphQlWire alice = site.at("brief").as(ALICE.toString(), Site.password(ALICE));
        try (GraphQlListening listening = alice.follow("subscription { stanza { subscribeForMessages { sender } } }")) {
            assertThat(listening.verdict()).isEqualTo("200");
            assertThat(listening.rest()).isEqualTo(":\n\n");
        }
        Patience.await().until(() -> site.site().house().sessions().of(ALICE).isEmpty());
    }
}
