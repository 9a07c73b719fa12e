package im.vestibule.it;

import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two people chat with clients that others wrote, as {@code src/test/node/talk.js} has it, in Node.js or a browser: one shows
 * itself to the other, they chat in turn, and the one goes.
 */
final class Talk {
    static final List<String> WORDS =
            List.of("But soft, what light?", "Ay me! ♥ 🌹 & <so on> \"']]>", "line\nand line");

    private static final String STATUS = "on the balcony ♥ & <so on> \"']]>";

    private final List<Jid> people;

    /** Two accounts that have the passwords of a {@link Site}. */
    Talk(Jid one, Jid other) {
        people = List.of(one, other);
    }

    /** The same people whichever way they come. */
    Talk renewed(Site site) {
        people.forEach(site::renew);
        return this;
    }

    /** What the scripts take for people. */
    List<Map<String, String>> people(String service) {
        return people.stream()
                .map(person -> Map.of(
                        "service", service,
                        "domain", person.domain(),
                        "username", person.local(),
                        "password", Site.password(person)))
                .toList();
    }

    /** What has to be heard by whom, each with the full address of the other. */
    List<Heard> expected() {
        String one = people.getFirst().local();
        String other = people.getLast().local();
        List<Heard> expected = new ArrayList<>();
        expected.add(new Heard(other, "presence", "", STATUS, true));
        for (String word : WORDS) {
            expected.add(new Heard(other, "message", "chat", word, true));
            expected.add(new Heard(one, "message", "chat", word, true));
        }
        expected.add(new Heard(other, "presence", "unavailable", "", true));
        return expected;
    }

    /**
     * A stanza that somebody got.
     *
     * @param known whether it comes from the other's full address
     */
    record Heard(String who, String event, String type, String text, boolean known) {
        static Heard of(JsonNode heard) {
            return JsonMapper.shared().convertValue(heard, Heard.class);
        }
    }

    /** Has them chat in Node.js. */
    List<Heard> inNode(String library, String service) throws Exception {
        Map<String, Object> argument = Map.of("library", library, "people", people(service), "words", WORDS);
        return Node.run("chat.js", argument).stream().map(Heard::of).toList();
    }
}
