package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/** The category {@code gdpr}. */
abstract class PersonalEffects extends GraphQlEffects {
    PersonalEffects() throws IOException {}

    @ByAdministrators
    void whatIsKeptOfAUserIsWritten(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        JsonNode _ = deeds.does(
                "mutation roster.addContact",
                "user: 'bob@door.test', contact: 'alice@door.test', name: 'Queen', groups: ['Tea']");
        JsonNode _ = deeds.does("mutation last.setLast", "user: 'bob@door.test', status: 'Gone fishing'");
        JsonNode _ = deeds.does(
                "mutation stanza.sendMessage", "from: 'alice@door.test', to: 'bob@door.test', body: 'Call me'");
        JsonNode said = deeds.does(
                "query gdpr.retrievePersonalData", "username: 'bob', domain: 'door.test', resultFilepath: 'bob.zip'");
        assertThat(said.asString()).startsWith("Data retrieved to /").endsWith("/bob.zip");

        Map<String, String> sheets = sheets(said.asString().substring("Data retrieved to ".length()));
        assertThat(sheets.get("roster.csv")).contains("alice@door.test,Queen,none,none,Tea,");
        assertThat(sheets.get("last.csv")).contains(",Gone fishing");
        assertThat(sheets.get("offline.csv")).contains(",alice@door.test,bob@door.test,", "<body>Call me</body>");
        assertThat(sheets.get("account.csv")).hasLineCount(2);
        assertThat(sheets.get("blocked.csv")).hasLineCount(1);
    }

    private static Map<String, String> sheets(String file) throws IOException {
        Map<String, String> sheets = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file)) {
            for (ZipEntry entry : zip.stream().toList()) {
                sheets.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return sheets;
    }
}
