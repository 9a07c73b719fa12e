package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the REST APIs say of themselves, held against the schema of OpenAPI by a program that others wrote. */
@NeedsProgram("node")
class RestDescriptionTest {
    @Test
    void isOpenApi() throws Exception {
        try (RestSite rest = new RestSite()) {
            for (String door : List.of("admin", "client")) {
                JsonNode description = rest.at(door, "").description();
                JsonNode verdict = Node.run("openapi.js", Map.of("description", description))
                        .getFirst();
                assertThat(verdict.get("errors").toString()).isEqualTo("[]");
                assertThat(verdict.get("valid").asBoolean()).isTrue();
                assertThat(verdict.get("version").asString()).isEqualTo("3.1");
            }
        }
    }
}
