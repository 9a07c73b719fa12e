package im.vestibule.server.ctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks one server. */
final class Client implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Domains and their users are removed before the answer comes. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private static final long MOST = 256L << 20;

    private final Target target;
    private final HttpClient http;

    private Client(Target target, HttpClient http) {
        this.target = target;
        this.http = http;
    }

    /** @throws IOException if there are no certificates to trust */
    static Client of(Target target) throws IOException {
        if (target.host().isPresent()) {
            // Read once, when the client's classes are loaded.
            System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if ("https".equals(target.url().getScheme())) {
            builder.sslContext(Tls.context(target.trust()));
        }
        return new Client(target, builder.build());
    }

    /**
     * What was heard.
     *
     * @param status of HTTP
     * @param answer empty if it was something else
     */
    record Heard(int status, Optional<Answer> answer) {}

    Heard ask(String document, ObjectNode variables) throws IOException, InterruptedException {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("query", document);
        question.set("variables", variables);
        HttpRequest request = request(target.url(), "application/json")
                .header("content-type", "application/json")
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST));
        return new Heard(response.statusCode(), Answer.of(response.body()));
    }

    /**
     * Listens to events.
     *
     * @param listener says whether it wants more
     * @return what was answered in their place; without an answer if they came, and came to an end
     */
    Heard listen(String document, ObjectNode variables, Predicate<Answer> listener)
            throws IOException, InterruptedException {
        String query = "query=" + encoded(document) + "&variables=" + encoded(variables.toString());
        URI url = URI.create(target.url().toString().replaceAll("/$", "") + "/sse?" + query);
        HttpResponse<InputStream> response =
                http.send(request(url, "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            boolean events = response.headers()
                    .firstValue("content-type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
            if (!events) {
                return new Heard(response.statusCode(), Answer.of(in.readNBytes(1 << 20)));
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            Events parts = new Events();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Answer> event = parts.line(line).flatMap(Answer::of);
                if (event.isPresent() && !listener.test(event.get())) {
                    break;
                }
            }
            return new Heard(response.statusCode(), Optional.empty());
        }
    }

    private HttpRequest.Builder request(URI url, String accepted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("accept", accepted);
        target.login().ifPresent(login -> request.header("authorization", login.basic()));
        target.host().ifPresent(host -> request.header("host", host + ":" + url.getPort()));
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
