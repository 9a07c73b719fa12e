package im.vestibule.it;

import static im.vestibule.it.RestSite.ALICE;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the REST APIs answer where they do not do as they are told, to the last character. 503 is in {@link AdminOutageTest}. */
class RestErrorsTest {
    @Test
    void areAsTheyAreWritten() throws Exception {
        try (RestSite rest = new RestSite()) {
            WholeAnswer.check(WholeAnswer.read("rest.txt"), each -> ask(rest, each));
        }
    }

    private static String ask(RestSite rest, WholeAnswer each) throws IOException, InterruptedException {
        RestCaller nobody = rest.at(each.door(), "/api");
        RestCaller known = each.door().equals("admin") ? rest.admin() : rest.user(ALICE);
        RestCaller caller = switch (each.who()) {
            case "nobody" -> nobody;
            case "admin", "alice", "foreign" -> known;
            case "guess" -> nobody.as(each.door().equals("admin") ? "admin" : ALICE.toString(), "guess");
            case "garbled" -> nobody.saying("Basic ###");
            default -> throw new AssertionError(each);
        };
        String[] words = each.question().split(" ", 3);
        String more = words.length == 3 ? words[2] : "";
        boolean form = more.startsWith("as ");
        String[] headers = each.who().equals("foreign")
                ? new String[] {"origin", "https://evil.test"}
                : form ? new String[] {"accept", more.substring(3)} : new String[0];
        HttpResponse<String> answer = caller.call(words[0], words[1], form ? "" : more, headers);
        return (answer.statusCode() + " " + answer.body()).strip();
    }
}
