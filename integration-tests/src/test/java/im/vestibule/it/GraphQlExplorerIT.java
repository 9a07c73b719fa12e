package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Administrators who try GraphQL in their browsers. */
@NeedsProgram("chromedriver")
@ExtendWith(SharedChromium.class)
class GraphQlExplorerIT {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 1
            [auth.internal]
            [[listen.http]] # admin
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/some"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
                allowed_categories = ["domain"]
            """;

    @Test
    void tellsWhoHasLoggedInWhateverMayBeAskedThere(Chromium chromium) throws Exception {
        try (Site site = Site.of(TOML);
                Browser page = chromium.open(site.door("admin").url("http", "/api/some"))) {
            page.sees("#who", "Not logged in");
            page.type("#name", "admin");
            page.type("#password", "secret");
            page.press("#login", "Log in");
            page.sees("#who", "Logged in");
            page.type("#password", "guess");
            page.press("#login", "Log in");
            page.sees("#who", "The provided credentials are wrong");
        }
        List<String> _ = chromium.complaints();
    }

    @Test
    void answersWhoHasLoggedIn(Chromium chromium) throws Exception {
        try (Site site = Site.of(TOML);
                Browser page = chromium.open(site.door("admin").url("http", "/api/graphql"))) {
            page.sees("#who", "Not logged in");
            page.type("#name", "admin");
            page.type("#password", "secret");
            page.press("#login", "Log in");
            page.sees("#who", "Logged in");
            await().ignoreExceptions().until(() -> {
                page.click("button.graphiql-execute-button");
                return page.texts(".result-window").stream().anyMatch(text -> text.contains("\"AUTHORIZED\""));
            });
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
