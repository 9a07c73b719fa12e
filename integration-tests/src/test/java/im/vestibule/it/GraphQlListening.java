package im.vestibule.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** What came of asking for a subscription; closed, nobody listens any more. */
record GraphQlListening(HttpResponse<InputStream> answer) implements AutoCloseable {
    /** Status, and the code of the error; a status of 200 alone is a stream of events. */
    String verdict() throws IOException {
        String type = answer.headers().firstValue("content-type").orElse("");
        String code = type.equals("application/json")
                ? " "
                        + JsonMapper.shared()
                                .readTree(answer.body())
                                .at("/errors/0/extensions/code")
                                .asString("")
                : "";
        String other = answer.statusCode() == 200 && code.isEmpty() && !type.equals("text/event-stream") ? type : "";
        return answer.statusCode() + code + other;
    }

    /** All that is still to come, until the server ends it. */
    String rest() throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }
}
