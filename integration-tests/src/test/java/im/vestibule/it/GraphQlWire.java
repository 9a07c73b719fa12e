package im.vestibule.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks by GraphQL at one endpoint, as somebody or nobody. */
record GraphQlWire(HttpClient http, URI endpoint, Optional<String> credentials) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer. */
    record Answer(int status, JsonNode body) {
        /** The code of the first error; empty if there is none. */
        String code() {
            return body.path("errors").path(0).path("extensions").path("code").asString("");
        }

        JsonNode data(String path) {
            return body.at("/data/" + path);
        }
    }

    static GraphQlWire of(HttpClient http, Site.Door door) {
        URI endpoint = URI.create("http://127.0.0.1:" + door.address().getPort() + "/api/graphql");
        return new GraphQlWire(http, endpoint, Optional.empty());
    }

    GraphQlWire as(String name, String password) {
        String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new GraphQlWire(http, endpoint, Optional.of("Basic " + pair));
    }

    /** A request with these credentials, to be completed. */
    HttpRequest.Builder request(URI to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(Patience.LONGEST);
        credentials.ifPresent(said -> request.header("authorization", said));
        return request;
    }

    Answer ask(String document) throws IOException, InterruptedException {
        return ask(document, Map.of());
    }

    Answer ask(String document, Map<String, ?> variables) throws IOException, InterruptedException {
        return post("application/json", JSON.writeValueAsString(Map.of("query", document, "variables", variables)));
    }

    Answer post(String type, String body) throws IOException, InterruptedException {
        return send(request(endpoint)
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Asks by a GET. */
    Answer get(String document) throws IOException, InterruptedException {
        return send(request(target("", document)).build());
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        boolean json = answer.headers().firstValue("content-type").orElse("").equals("application/json");
        return new Answer(answer.statusCode(), json ? JSON.readTree(answer.body()) : JSON.createObjectNode());
    }

    /** Begins to listen; the events are what the stream says. */
    HttpResponse<InputStream> listen(String document) throws IOException, InterruptedException {
        return http.send(request(target("/sse", document)).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The same, and what comes of it is closed by the caller. */
    GraphQlListening follow(String document, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(target("/sse", document));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new GraphQlListening(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private URI target(String below, String document) {
        return URI.create(endpoint + below + "?query=" + URLEncoder.encode(document, StandardCharsets.UTF_8));
    }
}
