package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.regex.Pattern;

/** A server with both REST APIs, and two accounts. */
final class RestSite implements AutoCloseable {
    static final Jid ALICE = Jid.of("alice@door.test");
    static final Jid BOB = Jid.of("bob@door.test");

    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              host_types = ["dynamic"]
              registration_timeout = "infinity"
              event_loops = 2
            [auth]
              password.format = "plain"
              max_users_per_domain = 100
              [auth.internal]
            [services.service_domain_db]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_offline]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.http]] # admin
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = "infinity"
              limits.failed_logins_per_account = "infinity"
              [[listen.http.handlers.mongoose_admin_api]]
                host = "_"
                path = "/api"
                username = "admin"
                password = "sesame"
                docs = true
            [[listen.http]] # client
              port = 0
              ip_address = "127.0.0.1"
              limits.failed_logins_per_address = "infinity"
              limits.failed_logins_per_account = "infinity"
              [[listen.http.handlers.mongoose_client_api]]
                host = "_"
                path = "/api"
            [[listen.http]] # some
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mongoose_admin_api]]
                host = "_"
                path = "/admin"
                handlers = ["domain"]
              [[listen.http.handlers.mongoose_client_api]]
                host = "_"
                path = "/client"
                handlers = ["messages", "sse"]
                docs = "false"
            """;

    private final Site site;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RestSite() throws IOException {
        site = Site.of(TOML);
        renew();
    }

    /** The accounts as if they had never been used. */
    void renew() {
        site.renew(ALICE);
        site.renew(BOB);
    }

    Site site() {
        return site;
    }

    /** Nobody in particular. */
    RestCaller at(String door, String path) {
        return RestCaller.at(client, site.door(door), path);
    }

    RestCaller admin() {
        return at("admin", "/api").as("admin", "sesame");
    }

    RestCaller user(Jid account) {
        return at("client", "/api").as(account.toString(), Site.password(account));
    }

    /** Bob, at a client that says that it is available. */
    Wire bob() throws IOException {
        Wire wire = site.connect("clear").login(BOB.withResource("desk").orElseThrow());
        wire.say("<presence/>");
        wire.hear(Pattern.compile("<presence [^>]*/>"));
        return wire;
    }

    @Override
    public void close() {
        client.close();
        site.close();
    }
}
