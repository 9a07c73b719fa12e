package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.graphql.Sdl;
import im.vestibule.server.ctl.Catalog.Category;
import java.util.List;
import java.util.Locale;
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

    /** Of the schema that the server has. */
    @Test
    void everyOperationOfTheServerIsACommand() {
        Catalog catalog = Catalog.of(Sdl.ADMIN.definitions());
        assertThat(catalog.alone()).extracting(Operation::name).containsExactly("checkAuth");
        assertThat(catalog.categories()).extracting(Category::name).contains("account", "server");
        assertThat(catalog.categories())
                .allSatisfy(category -> assertThat(category.description()).isNotEmpty())
                .flatExtracting(Category::operations)
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
