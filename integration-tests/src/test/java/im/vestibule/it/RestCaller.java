package im.vestibule.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that calls a REST API.
 *
 * @param base URL without a slash at the end
 * @param authorization header of that name
 */
record RestCaller(HttpClient client, String base, Optional<String> authorization) {
    private static final JsonMapper JSON = new JsonMapper();

    static RestCaller at(HttpClient client, Site.Door door, String path) {
        return new RestCaller(client, "http://localhost:" + door.address().getPort() + path, Optional.empty());
    }

    RestCaller as(String name, String password) {
        byte[] pair = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
        return saying("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    RestCaller saying(String header) {
        return new RestCaller(client, base, Optional.of(header));
    }

    /** @param body JSON; empty for none */
    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Patience.LONGEST)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authorization.ifPresent(header -> request.setHeader("authorization", header));
        if (!body.isEmpty()) {
            request.setHeader("content-type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** A description that is served beside the API. */
    JsonNode description() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base).resolve("/api-docs/swagger.json"))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
}
