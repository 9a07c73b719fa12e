package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnswerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Output output(boolean json) {
        return new Output(
                Rich.operation("muc_light countRooms"),
                json,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static Answer answer(String json) {
        return Answer.of(json).orElseThrow();
    }

    @Test
    void whatHasComeOfItIsAtTheOperationsPlace() {
        assertThat(answer("{\"data\": {\"muc_light\": {\"countRooms\": 5}}}")
                        .result(Rich.operation("muc_light countRooms")))
                .map(JsonNode::asInt)
                .contains(5);
    }

    @Test
    void whatIsNoAnswerIsNone() {
        assertThat(Answer.of("<html>")).isEmpty();
        assertThat(Answer.of("{}")).isEmpty();
        assertThat(Answer.of("[1]")).isEmpty();
        assertThat(Answer.of("")).isEmpty();
    }

    @Test
    void fieldsGetTheirNamesBack() {
        assertThat(answer("{\"data\": {\"a\": [{\"value__Picture\": [\"x\"]}]}}")
                        .whole())
                .hasToString("{\"data\":{\"a\":[{\"value\":[\"x\"]}]}}");
    }

    @Test
    void forPeopleOnlyTheResultIsPrinted() {
        assertThat(output(false).show(answer("{\"data\": {\"muc_light\": {\"countRooms\": 5}}}")))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("5\n");
    }

    @Test
    void forProgramsTheWholeAnswerIsPrinted() {
        assertThat(output(true).show(answer("{\"data\": {\"muc_light\": {\"countRooms\": 5}}}")))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace("{\"data\": {\"muc_light\": {\"countRooms\": 5}}}");
    }

    @Test
    void eventsInJsonAreALineEach() {
        assertThat(output(true).event(answer("{\"data\": {\"muc_light\": {\"countRooms\": 5}}}")))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"data\":{\"muc_light\":{\"countRooms\":5}}}\n");
    }

    @Test
    void everyErrorIsALineWithItsCode() {
        Answer answer = answer("""
                {"data": {"muc_light": {"countRooms": null}}, "errors": [
                  {"message": "No such\\nroom", "path": ["a"], "extensions": {"code": "not_found", "room": "r@b", "n": 2}},
                  {"message": "Odd"}]}""");
        assertThat(output(false).show(answer)).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("error: not_found: No such\\nroom (room r@b, n 2)\nerror: error: Odd\n");
    }

    @Test
    void knowsAServerOfAnotherVersion() {
        assertThat(answer("{\"errors\": [{\"message\": \"x\", \"extensions\": {\"code\": \"unknown_field\"}}]}")
                        .isForeign())
                .isTrue();
        assertThat(answer("{\"errors\": [{\"message\": \"x\", \"extensions\": {\"code\": \"not_found\"}}]}")
                        .isForeign())
                .isFalse();
    }

    @Test
    void eventsArePutTogetherFromTheirLines() {
        Events events = new Events();
        assertThat(events.line("id: 1")).isEmpty();
        assertThat(events.line("data: {\"a\":")).isEmpty();
        assertThat(events.line("data:1}")).isEmpty();
        assertThat(events.line("")).contains("{\"a\":\n1}");
        assertThat(events.line(": silence")).isEmpty();
        assertThat(events.line("")).isEmpty();
    }
}
