package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import im.vestibule.admin.graphql.Sdl;
import im.vestibule.server.ctl.Catalog.Category;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void whatIsProtectedIsACategoryAndAllElseACommandOfItsOwn() {
        assertThat(Rich.CATALOG.categories()).extracting(Category::name).containsExactly("card", "muc_light");
        assertThat(Rich.CATALOG.alone()).extracting(Operation::words).containsExactly("checkAuth");
    }

    @Test
    void queriesMutationsAndSubscriptionsAreTogether() {
        Category card = Rich.CATALOG.categories().getFirst();
        assertThat(card.operations())
                .extracting(operation -> operation.kind() + " " + operation.words())
                .containsExactly(
                        "QUERY card getCard",
                        "QUERY card search",
                        "QUERY card raw",
                        "QUERY card exact",
                        "MUTATION card setCard",
                        "MUTATION card changePassword",
                        "SUBSCRIPTION card listen");
    }

    @Test
    void extensionsCount() {
        assertThat(Rich.CATALOG.categories().getLast().operations())
                .extracting(Operation::name)
                .containsExactly("getRooms", "countRooms", "muteRoom");
    }

    @Test
    void descriptionsAreOneLine() {
        assertThat(Rich.CATALOG.categories().getFirst().description()).isEqualTo("Cards of users.");
    }

    @Test
    void argumentsKnowWhetherTheyCanBeLeftOut() {
        List<Argument> arguments = Rich.operation("card search").arguments();
        assertThat(arguments).extracting(Argument::isRequired).containsOnly(false);
        assertThat(arguments)
                .extracting(argument -> argument.otherwise().orElse("-"))
                .containsExactly("\"a b\"", "50", "-", "-");
        assertThat(Rich.operation("card getCard").arguments())
                .extracting(Argument::isRequired)
                .containsExactly(true);
    }

    /** Of the schema that the server has, as others read it. */
    @Test
    void everyOperationOfTheServerIsACommandAndNothingElseIs() {
        Catalog catalog = Catalog.of(Sdl.ADMIN.definitions());
        assertThat(catalog.alone()).extracting(Operation::name).containsExactly("checkAuth");
        assertThat(catalog.categories())
                .extracting(Category::name)
                .containsExactlyInAnyOrder(
                        "account", "domain", "gdpr", "last", "metric", "mnesia", "offline", "roster", "server",
                        "session", "stanza", "stat", "token");
        assertThat(Rich.operations(catalog).map(CatalogTest::described))
                .containsExactlyInAnyOrderElementsOf(fields().toList());
    }

    private static String described(Operation operation) {
        return operation.kind() + " " + operation.words() + " "
                + operation.arguments().stream().map(Argument::name).toList();
    }

    /** The fields of the categories, and those of the roots that are none. */
    private static Stream<String> fields() {
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(Sdl.ADMIN.definitions());
        return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
                .flatMap(root -> root.getFieldDefinitions().stream().flatMap(field -> fields(root.getName(), field)));
    }

    private static Stream<String> fields(String root, GraphQLFieldDefinition field) {
        String kind = root.substring("Admin".length()).toUpperCase(Locale.ROOT);
        return field.getName().equals("checkAuth")
                ? Stream.of(described(kind, "", field))
                : ((GraphQLObjectType) field.getType())
                        .getFieldDefinitions().stream().map(each -> described(kind, field.getName() + " ", each));
    }

    private static String described(String kind, String category, GraphQLFieldDefinition field) {
        return kind + " " + category + field.getName() + " "
                + field.getArguments().stream().map(GraphQLArgument::getName).toList();
    }

    @Test
    void everyCommandOfTheServerSaysWhatItIsFor() {
        Catalog catalog = Catalog.of(Sdl.ADMIN.definitions());
        assertThat(catalog.categories())
                .allSatisfy(category -> assertThat(category.description()).isNotEmpty());
        assertThat(Rich.operations(catalog))
                .allSatisfy(operation -> assertThat(operation.description()).isNotEmpty());
    }

    /** Two operations of one name would be one command. */
    @Test
    void noTwoOperationsOfTheServerHaveTheSameName() {
        assertThat(Rich.operations(Catalog.of(Sdl.ADMIN.definitions()))
                        .map(operation -> operation.words().toLowerCase(Locale.ROOT)))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }
}
