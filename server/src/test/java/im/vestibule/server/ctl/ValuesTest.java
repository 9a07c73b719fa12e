package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ValuesTest {
    private final List<String> complaints = new ArrayList<>();

    private Optional<String> read(String words, String argument, String... texts) {
        Argument found = Rich.operation(words).arguments().stream()
                .filter(each -> each.name().equals(argument))
                .findFirst()
                .orElseThrow();
        return new Values(Rich.CATALOG.schema(), complaints)
                .read(found, List.of(texts))
                .map(JsonNode::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "card search    | text  | 5               | \"5\"",
                "card search    | text  | null            | \"null\"",
                "card search    | limit | 5               | 5",
                "card search    | kinds | home            | [\"HOME\"]",
                "card search    | kinds | not-home        | [\"NOT_HOME\"]",
                "card search    | kinds | []              | []",
                "card search    | kinds | null            | null",
                "card search    | deep  | [[1],null,[]]   | [[1],null,[]]",
                "card exact     | ratio | 1.5             | 1.5",
                "card exact     | ratio | 2               | 2",
                "card exact     | ratio | null            | null",
                "card exact     | yes   | true            | true",
                "card getCard   | user  | a@b.test/r      | \"a@b.test/r\"",
                "card setCard   | card  | {\"name\":\"n\",\"kind\":\"home\",\"since\":[1]} | {\"name\":\"n\",\"kind\":\"HOME\",\"since\":[1]}",
                "card setCard   | card  | {\"name\":\"n\",\"inner\":{\"name\":\"m\"}} | {\"name\":\"n\",\"inner\":{\"name\":\"m\"}}",
            })
    void takesWhatTheSchemaTakes(String words, String argument, String text, String json) {
        assertThat(read(words, argument, text)).contains(json);
        assertThat(complaints).isEmpty();
    }

    @Test
    void severalAreTheItemsOfAList() {
        assertThat(read("card search", "kinds", "HOME", "not_home")).contains("[\"HOME\",\"NOT_HOME\"]");
        assertThat(read("card setCard", "others", "{\"name\":\"n\"}", "{\"name\":\"m\"}"))
                .contains("[{\"name\":\"n\"},{\"name\":\"m\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "card search  | limit | 1.5           | --limit: expected PosInt, found \"1.5\" (Value is not a positive integer). PosInt: A whole number above 0.",
                "card search  | limit | 99999999999   | --limit: expected PosInt, found \"99999999999\" (Value is not a positive integer). PosInt: A whole number above 0.",
                "card search  | limit | null          | --limit: expected PosInt!, found null",
                "card search  | kinds | [\"HOME\",null] | --kinds[1]: expected Kind!, found null",
                "card search  | deep  | 1             | --deep: expected [Int!], found \"1\"",
                "card exact   | yes   | yes           | --yes: expected Boolean, found \"yes\"",
                "card exact   | ratio | x             | --ratio: expected Float, found \"x\"",
                "card getCard | user  | b.test        | --user: expected JID, found \"b.test\" (jid without local part). JID: The address of a user, with or without a resource.",
                "card setCard | card  | {\"nme\":\"n\",\"name\":\"n\"} | --card.nme: unknown (did you mean name?)",
                "card setCard | card  | {}            | --card.name: missing",
                "card setCard | card  | {\"name\":5}  | --card.name: expected String, found \"5\"",
                "card setCard | card  | {\"name\":\"n\",\"since\":[0]} | --card.since[0]: expected PosInt, found \"0\" (Value is not a positive integer). PosInt: A whole number above 0.",
                "card setCard | card  | \"n\"         | --card: expected CardInput!, found \"\"n\"\"",
            })
    void saysWhatIsWrongAndWhere(String words, String argument, String text, String complaint) {
        assertThat(read(words, argument, text)).isEmpty();
        assertThat(complaints).containsExactly(complaint);
    }

    @Test
    void saysWhereJsonIsNone() {
        assertThat(read("card setCard", "card", "{name: 1}")).isEmpty();
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("--card: expected CardInput! in JSON, found \"{name: 1}\": ");
    }

    @Test
    void complaintsStayOnTheirLine() {
        assertThat(read("card getCard", "user", "a\n\u001b[31m@" + "b".repeat(2_000)))
                .isEmpty();
        assertThat(complaints)
                .singleElement()
                .asString()
                .contains("a\\n\\u001b[31m@bbb")
                .hasSizeLessThan(250);
    }
}
