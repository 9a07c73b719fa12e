package im.vestibule.load;

import im.vestibule.config.Config;
import im.vestibule.config.Secret;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import im.vestibule.services.account.Registered;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A Vestibule in this JVM, on ports of the kernel's choice, with eight accounts. */
final class Server implements AutoCloseable {
    static final int USERS = 8;

    private static final String DOMAIN = "load.test";
    private static final String TOML = """
        [general]
          hosts = ["load.test"]
          default_server_domain = "load.test"
          registration_timeout = "infinity"
        [storage]
          directory = "data"
        [auth]
          password.scram_iterations = 4096
          [auth.internal]
        [modules.mod_presence]
        [modules.mod_roster]
        [modules.mod_ping]
        [modules.mod_bosh]
        [modules.mod_stream_management]
        [[listen.c2s]]
          port = 0
          ip_address = "127.0.0.1"
          tls.certfile = "load.pem"
        [[listen.c2s]]
          port = 0
          ip_address = "127.0.0.1"
          tls.mode = "tls"
          tls.certfile = "load.pem"
        [[listen.c2s]]
          port = 0
          ip_address = "127.0.0.1"
          proxy_protocol = true
        [[listen.http]]
          port = 0
          ip_address = "127.0.0.1"
          [[listen.http.handlers.mod_bosh]]
            host = "_"
            path = "/http-bind"
          [[listen.http.handlers.mod_websockets]]
            host = "_"
            path = "/ws-xmpp"
        """;

    private final House house;

    private Server(House house) {
        this.house = house;
    }

    static Server in(Path directory) throws IOException {
        SelfSigned.write(directory.resolve("load.pem"), List.of(DOMAIN), Instant.now());
        List<Object> problems = new ArrayList<>();
        if (!(House.open(Config.read(TOML, directory, "load.toml"), problems::add, InstantSource.system())
                instanceof House.Opening.Opened(House house))) {
            throw new AssertionError(problems);
        }
        for (int i = 1; i <= USERS; i++) {
            Jid account = Jid.parse("user" + i + "@" + DOMAIN).orElseThrow();
            if (house.accounts().register(account, new Secret("secret")) != Registered.DONE) {
                throw new AssertionError(account);
            }
        }
        return new Server(house);
    }

    /** STARTTLS is offered. */
    Target plain() {
        return target(0);
    }

    Target directTls() {
        return target(1).with(Security.DIRECT);
    }

    Target behindProxy() {
        return target(2);
    }

    Target webSocket() {
        return target(3).with(Transport.WEBSOCKET, "/ws-xmpp");
    }

    Target bosh() {
        return target(3).with(Transport.BOSH, "/http-bind");
    }

    private Target target(int door) {
        List<Listener> doors = house.listeners().all();
        return Target.tcp("127.0.0.1", doors.get(door).address().getPort(), DOMAIN);
    }

    @Override
    public void close() {
        house.close();
    }
}
