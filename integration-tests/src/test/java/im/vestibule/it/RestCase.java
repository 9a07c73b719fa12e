package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * Calls one API again and again.
 *
 * @param caller of whoever may
 */
record RestCase(RestCoverage coverage, RestCaller caller) {
    /**
     * Holds what comes of a call against what should.
     *
     * @param call method and path
     * @param body JSON, with single quotes for double ones; empty for none
     * @param words part of the answer's body, likewise; empty for an answer without one
     */
    HttpResponse<String> call(String call, String body, int status, String words)
            throws IOException, InterruptedException {
        String[] parts = call.split(" ", 2);
        HttpResponse<String> answer = coverage.call(caller, parts[0], parts[1], json(body));
        assertThat(answer.statusCode())
                .as(call + ' ' + body + ' ' + answer.body())
                .isEqualTo(status);
        assertThat(answer.body()).as(call + ' ' + body).contains(json(words));
        if (words.isEmpty()) {
            assertThat(answer.body()).as(call + ' ' + body).isEmpty();
        }
        return answer;
    }

    static String json(String words) {
        return words.replace('\'', '"');
    }

    /** Tries every call without a right to. */
    void refusesStrangers(RestCaller... strangers) throws IOException, InterruptedException {
        for (String call : coverage.calls()) {
            String[] parts = call.replaceAll("\\{[^}]+}", "x").split(" ", 2);
            for (RestCaller stranger : strangers) {
                HttpResponse<String> answer = coverage.call(stranger, parts[0], parts[1], "{}");
                assertThat(answer.statusCode()).as(call).isEqualTo(401);
                assertThat(answer.body()).as(call).isEmpty();
                assertThat(answer.headers().firstValue("www-authenticate"))
                        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
            }
            HttpResponse<String> garbled = coverage.call(caller.saying("Basic ###"), parts[0], parts[1], "{}");
            assertThat(garbled.statusCode()).as(call).isEqualTo(400);
            HttpResponse<String> foreign =
                    coverage.call(caller, parts[0], parts[1], "{}", "origin", "https://evil.test");
            assertThat(foreign.statusCode()).as(call).isEqualTo(403);
            assertThat(foreign.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
    }
}
