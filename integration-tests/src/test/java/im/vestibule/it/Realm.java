package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Servers in this JVM that find each other by the addresses in their files. */
final class Realm implements Closeable {
    private static final String TOML = """
        [general]
          loglevel = "all"
          hosts = [HOSTS]
          default_server_domain = "DOMAIN"
          event_loops = 2
          # GENERAL
        [auth]
          password.format = "plain"
          [auth.internal]
        [modules.mod_disco]
        [modules.mod_ping]
        [modules.mod_presence]
        [modules.mod_roster]
        [modules.mod_offline]
        [shaper]
          slow.max_rate = 1000
        [acl]
          slow_ones = [{match = "all", server = "slow.test"}]
        [access]
          s2s_shaper = [{acl = "slow_ones", value = "slow"}, {acl = "all", value = "none"}]
        [[listen.c2s]] # clear
          port = 0
          ip_address = "127.0.0.1"
          c2s_state_timeout = 60_000
        [[listen.c2s]] # secure
          port = 0
          ip_address = "127.0.0.1"
          tls.certfile = "own.pem"
        [[listen.service]] # component
          port = 0
          ip_address = "127.0.0.1"
          password = "component-secret"
        [[listen.s2s]] # server
          port = PORT
          ip_address = "ADDRESS"
          shaper = "s2s_shaper"
          # LISTEN
        [s2s]
          address = [ADDRESSES]
          outgoing.connection_timeout = 5_000
          # S2S
        """;

    private final Map<String, InetSocketAddress> places = new LinkedHashMap<>();
    private final Set<String> veiled = new HashSet<>();
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final List<Closeable> open = new ArrayList<>();
    private final Authority authority = new Authority();
    private String general = "";

    /** A domain that the others find here, whoever answers there. */
    void claim(String domain) throws IOException {
        places.put(domain, new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()));
    }

    /** A domain that the others find at this address; where another was claimed that is opened later, both are served. */
    void place(String domain, InetSocketAddress address) {
        places.put(domain, address);
    }

    /** Servers that open from now on have to ask for this domain. */
    void veil(String domain) {
        veiled.add(domain);
    }

    /** Lines for {@code [general]} of servers that open from now on. */
    void general(String lines) {
        general = lines;
    }

    InetSocketAddress place(String domain) {
        return Objects.requireNonNull(places.get(domain), domain);
    }

    Authority authority() {
        return authority;
    }

    /**
     * Opens the server of a domain that was claimed; it finds all that were.
     *
     * @param listen lines for {@code [[listen.s2s]]}
     * @param s2s lines for {@code [s2s]}
     */
    Site open(String domain, String listen, String s2s) throws IOException {
        InetSocketAddress here = place(domain);
        List<String> hosts = places.entrySet().stream()
                .filter(entry -> entry.getValue().equals(here))
                .map(Map.Entry::getKey)
                .toList();
        String addresses = String.join(
                ", ",
                places.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(here) && !veiled.contains(entry.getKey()))
                        .map(entry -> "{host = '" + entry.getKey() + "', ip_address = '"
                                + entry.getValue().getAddress().getHostAddress() + "', port = "
                                + entry.getValue().getPort() + "}")
                        .toList());
        Path directory = Files.createTempDirectory("vestibule");
        authority.write(directory, domain);
        Site site = Site.in(
                directory,
                TOML.replace("ADDRESSES", addresses)
                        .replace("HOSTS", "'" + String.join("', '", hosts) + "'")
                        .replace("DOMAIN", domain)
                        .replace("PORT", Integer.toString(here.getPort()))
                        .replace("ADDRESS", here.getAddress().getHostAddress())
                        .replace("# GENERAL", general)
                        .replace("# LISTEN", listen)
                        .replace("# S2S", s2s),
                InstantSource.system());
        hosts.forEach(host -> sites.put(host, site));
        open.add(site::close);
        return site;
    }

    /** Something to be closed after the servers. */
    void keep(Closeable other) {
        open.add(other);
    }

    Site site(String domain) {
        return Objects.requireNonNull(sites.get(domain), domain);
    }

    /** Gives the server of a domain a new certificate, which is for a domain as well. */
    void certify(String server, String domain) throws IOException {
        authority.write(site(server).directory(), domain);
    }

    /** Somebody with a new account, who has logged in and can be reached. */
    Wire arrive(String jid) throws IOException {
        Jid user = Jid.of(jid);
        Site site = site(user.domain());
        site.renew(user.bare());
        return enter(jid);
    }

    /** Somebody with an account, who has logged in and can be reached. */
    Wire enter(String jid) throws IOException {
        Jid user = Jid.of(jid);
        Wire wire = site(user.domain()).connect("clear").login(user);
        open.add(wire);
        wire.say("<presence/>");
        wire.hear(Pattern.compile("(?s)<presence .*?</presence>|<presence [^>]*/>"));
        return wire;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open.reversed()) {
            each.close();
        }
    }
}
