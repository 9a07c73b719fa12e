package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ParseAndValidate;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import im.vestibule.admin.graphql.Sdl;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentTest {
    private static String document(String words, String... given) {
        return Document.of(Rich.operation(words), Set.of(given), Rich.CATALOG.schema());
    }

    @Test
    void asksForTheOneFieldInItsCategory() {
        assertThat(document("muc_light countRooms")).isEqualTo("query {muc_light {countRooms}}");
        assertThat(document("checkAuth")).isEqualTo("query {checkAuth {name}}");
    }

    @Test
    void whatItIsToldGoesBesideItAsVariables() {
        assertThat(document("card changePassword", "newPassword"))
                .isEqualTo("mutation ($newPassword: String!) {card {changePassword(newPassword: $newPassword)}}");
    }

    @Test
    void whatIsNotGivenIsLeftToTheServer() {
        assertThat(document("card search", "limit")).startsWith("query ($limit: PosInt!) {card {search(limit: $limit)");
    }

    @Test
    void ofUnionsEveryMemberIsAskedForWithAliasesWhereFieldsDiffer() {
        assertThat(document("card getCard", "user"))
                .contains("photo {... on Picture {value__Picture: value type}"
                        + " ... on Elsewhere {value__Elsewhere: value}}");
    }

    @Test
    void ofInterfacesToo() {
        assertThat(document("card search"))
                .isEqualTo("query {card {search {... on Person {user age__Person: age}"
                        + " ... on Robot {user age__Robot: age}}}}");
    }

    @Test
    void anObjectIsNotAskedForWithinItself() {
        assertThat(document("card getCard", "user")).contains("agent {... on Contained {tag}");
    }

    @Test
    void fieldsThatNeedArgumentsAreLeftOut() {
        assertThat(document("card getCard", "user")).contains(" part}").doesNotContain("secret");
    }

    @Test
    void aliasesAreTakenBack() {
        assertThat(Selection.original("value__Picture")).isEqualTo("value");
        assertThat(Selection.original("value")).isEqualTo("value");
        assertThat(Selection.original("__typename")).isEqualTo("__typename");
    }

    static Stream<TypeDefinitionRegistry> schemas() {
        return Stream.of(Rich.DEFINITIONS, Sdl.ADMIN.definitions(), Sdl.USER.definitions());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyDocumentFitsItsSchema(TypeDefinitionRegistry definitions) {
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(definitions);
        Catalog catalog = Catalog.of(definitions);
        assertThat(Rich.operations(catalog)).isNotEmpty().allSatisfy(operation -> {
            Set<String> all = operation.arguments().stream().map(Argument::name).collect(Collectors.toSet());
            String document = Document.of(operation, all, catalog.schema());
            assertThat(ParseAndValidate.validate(schema, new Parser().parseDocument(document), Locale.ROOT))
                    .as(document)
                    .isEmpty();
        });
    }
}
