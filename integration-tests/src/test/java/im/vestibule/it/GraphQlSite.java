package im.vestibule.it;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.InstantSource;

/** A server with every kind of endpoint for GraphQL. */
final class GraphQlSite implements AutoCloseable {
    private static final String TOML = """
            [general]
              hosts = ["door.test", "other.test"]
              host_types = ["dynamic"]
              default_server_domain = "door.test"
            [auth]
              password.format = "plain"
              [auth.internal]
            [services.service_domain_db]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_last]
            [modules.mod_offline]
            [modules.mod_auth_token]
            [modules.mod_keystore]
              keys = [{name = "token_secret", type = "ram"}]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.c2s]] # tls
              port = 0
              ip_address = "127.0.0.1"
              tls.mode = "tls"
              tls.certfile = "door.pem"
            [[listen.s2s]] # peer
              port = 0
              ip_address = "127.0.0.1"
            [[listen.http]] # admin
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = "infinity"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
            [[listen.http]] # domain
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = "infinity"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "domain_admin"
                explorer = false
            [[listen.http]] # user
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = "infinity"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "user"
            [[listen.http]] # brief
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "user"
                sse_idle_timeout = 100
            [[listen.http]] # usual
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
            [[listen.http]] # limited
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_account = 1
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                username = "admin"
                password = "secret"
            [[listen.http]] # open
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                allowed_categories = ["checkAuth", "account"]
            [[listen.http]] # shut
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_graphql_handler]]
                host = "_"
                path = "/api/graphql"
                schema_endpoint = "admin"
                allowed_categories = ["checkAuth"]
            """;

    private final Site site;
    private final HttpClient http = HttpClient.newHttpClient();

    GraphQlSite() throws IOException {
        this("", InstantSource.system());
    }

    /** @param more listeners and what they need, in TOML */
    GraphQlSite(String more) throws IOException {
        this(more, InstantSource.system());
    }

    /** @param clock tells the server the time of day */
    GraphQlSite(InstantSource clock) throws IOException {
        this("", clock);
    }

    private GraphQlSite(String more, InstantSource clock) throws IOException {
        site = Site.of(TOML + more, clock);
    }

    Site site() {
        return site;
    }

    HttpClient http() {
        return http;
    }

    /** Nobody in particular. */
    GraphQlWire at(String door) {
        return GraphQlWire.of(http, site.door(door));
    }

    GraphQlWire admin() {
        return at("admin").as("admin", "secret");
    }

    @Override
    public void close() {
        http.shutdownNow();
        site.close();
    }
}
