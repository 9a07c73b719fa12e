package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One {@code [[listen.http.handlers.*]]} table. */
public sealed interface HandlerSpec {
    Route route();

    /** The name of its array in the file. */
    String type();

    /**
     * What requests a handler gets.
     *
     * @param host a name without a port or a pattern of such; {@link #ANY} for any
     * @param path starts with a slash, or is empty; or a pattern
     */
    record Route(String host, String path) {
        public static final String ANY = "_";

        static Route read(Section s) {
            return new Route(s.mandatory("host", RouteTypes.HOST), s.mandatory("path", RouteTypes.PATH));
        }

        /** Whether the path stands for itself only, so that a link can be made of it. */
        public boolean isPlain() {
            return !path.contains("/:") && !path.contains("[");
        }
    }

    /** In the order of the file, whatever their types: of two that fit, the first gets the requests. */
    static List<HandlerSpec> readAll(Section s) {
        return s.tables(List.of(
                new Section.Kind<>("mod_bosh", Bosh::read),
                new Section.Kind<>("mod_websockets", WebSockets::read),
                new Section.Kind<>("mongoose_graphql_handler", GraphQl::read),
                new Section.Kind<>("mongoose_admin_api", AdminApi::read),
                new Section.Kind<>("mongoose_client_api", ClientApi::read),
                new Section.Kind<>("host_meta", HostMeta::read),
                new Section.Kind<>("web_client", WebClient::read),
                new Section.Kind<>("status", StatusPage::read)));
    }

    /** BOSH (XEP-0124, XEP-0206); its options are those of {@code modules.mod_bosh}. */
    record Bosh(Route route) implements HandlerSpec {
        static Bosh read(Section s) {
            return new Bosh(Route.read(s));
        }

        @Override
        public String type() {
            return "mod_bosh";
        }
    }

    /**
     * XMPP over WebSocket (RFC 7395).
     *
     * @param timeout silence after which the user is disconnected; empty for {@code "infinity"}
     * @param pingRate time between pings of ours; empty for none
     * @param maxStanzaSize bytes of one message
     * @param stateTimeout {@code c2s_state_timeout}; empty for {@code "infinity"}
     * @param origins ours: sites whose pages may connect, in lower case; empty for any
     * @param compress ours: clients may compress what they send (RFC 7692)
     */
    record WebSockets(
            Route route,
            Optional<Duration> timeout,
            Optional<Duration> pingRate,
            Limit maxStanzaSize,
            Optional<Duration> stateTimeout,
            boolean backwardsCompatibleSession,
            Optional<Set<String>> origins,
            boolean compress)
            implements HandlerSpec {
        private static final Type<String> ORIGIN = Type.text(
                "an origin such as \"https://chat.example.org\"",
                "origins such as \"https://chat.example.org\"",
                (value, origin) -> origin.matches("(?i)https?://[^/\\s]+")
                        ? Optional.of(origin.toLowerCase(Locale.ROOT))
                        : value.wrong("", "scheme and host, with the port if it is not the usual one"));

        static WebSockets read(Section s) {
            return new WebSockets(
                    Route.read(s),
                    s.value("timeout", NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY, Optional.empty()),
                    s.optional("ping_rate", NumberTypes.MILLIS),
                    s.value("max_stanza_size", NumberTypes.BYTES, Limit.INFINITY),
                    s.value(
                            "c2s_state_timeout",
                            NumberTypes.MILLIS_FROM_ZERO_OR_INFINITY,
                            Optional.of(NumberTypes.millis(5000))),
                    s.bool("backwards_compatible_session", true),
                    s.optional("origins", ORIGIN.uniqueNonEmptySet()),
                    s.bool("compress", false));
        }

        @Override
        public String type() {
            return "mod_websockets";
        }
    }

    /** What an administrator must know; both or nothing is written. */
    record Credentials(String username, Secret password) {
        static Optional<Credentials> read(Section s) {
            Optional<String> username = s.optional("username", Type.NON_EMPTY);
            Optional<Secret> password = s.optional("password", Type.SECRET);
            if (s.written("username") != s.written("password")) {
                boolean lonely = s.written("username");
                s.error(
                        lonely ? "username" : "password",
                        Fault.of("needs " + (lonely ? "password" : "username") + " too")
                                .hint("without both of them anybody is let in"));
            }
            return username.flatMap(name -> password.map(secret -> new Credentials(name, secret)));
        }
    }

    /**
     * GraphQL.
     *
     * @param credentials empty lets anybody in; used by {@code admin} only
     * @param allowedCategories empty for all
     * @param sseIdleTimeout silence after which a subscription ends; empty for {@code "infinity"}
     * @param explorer ours: browsers are shown a page to ask by
     */
    record GraphQl(
            Route route,
            Endpoint endpoint,
            Optional<Credentials> credentials,
            Optional<Set<String>> allowedCategories,
            Optional<Duration> sseIdleTimeout,
            boolean explorer)
            implements HandlerSpec {
        /** Those of which there is no command yet. */
        private static final Set<String> EMPTY = Set.of("muc", "muc_light", "vcard", "private", "inbox", "http_upload");

        private static final Type<Set<String>> CATEGORIES = Type.choice(List.of(
                        "checkAuth",
                        "account",
                        "domain",
                        "last",
                        "muc",
                        "muc_light",
                        "session",
                        "stanza",
                        "roster",
                        "vcard",
                        "private",
                        "metric",
                        "stat",
                        "gdpr",
                        "mnesia",
                        "server",
                        "inbox",
                        "http_upload",
                        "offline",
                        "token"))
                .uniqueNonEmptySet();

        public enum Endpoint {
            ADMIN,
            DOMAIN_ADMIN,
            USER
        }

        static GraphQl read(Section s) {
            GraphQl handler = new GraphQl(
                    Route.read(s),
                    s.mandatory("schema_endpoint", Type.oneOf(Endpoint.class)),
                    Credentials.read(s),
                    s.optional("allowed_categories", CATEGORIES),
                    s.value(
                            "sse_idle_timeout",
                            NumberTypes.MILLIS_OR_INFINITY,
                            Optional.of(NumberTypes.millis(3_600_000))),
                    s.bool("explorer", true));
            handler.allowedCategories.ifPresent(allowed -> warn(s, new TreeSet<>(allowed)));
            if (handler.credentials.isPresent() && handler.endpoint != Endpoint.ADMIN) {
                s.warning("username", Fault.of("only the admin endpoint uses it"));
            }
            return handler;
        }

        private static void warn(Section s, Set<String> allowed) {
            allowed.retainAll(EMPTY);
            if (!allowed.isEmpty()) {
                s.warning(
                        "allowed_categories", Fault.of("not built yet: no commands of " + String.join(", ", allowed)));
            }
        }

        @Override
        public String type() {
            return "mongoose_graphql_handler";
        }
    }

    /**
     * REST for administrators.
     *
     * @param credentials empty lets anybody in
     * @param handlers empty for all
     * @param docs ours: the API's description is served under {@code /api-docs}
     */
    record AdminApi(Route route, Optional<Credentials> credentials, Optional<Set<String>> handlers, boolean docs)
            implements HandlerSpec {
        private static final Type<Set<String>> HANDLERS = Type.choice(List.of(
                        "contacts",
                        "users",
                        "sessions",
                        "messages",
                        "stanzas",
                        "muc_light",
                        "muc",
                        "inbox",
                        "domain",
                        "metrics"))
                .uniqueSet();

        static AdminApi read(Section s) {
            return new AdminApi(
                    Route.read(s), Credentials.read(s), s.optional("handlers", HANDLERS), s.bool("docs", false));
        }

        @Override
        public String type() {
            return "mongoose_admin_api";
        }
    }

    /**
     * REST for users.
     *
     * @param handlers empty for all
     * @param docs the API's description is served under {@code /api-docs}
     */
    record ClientApi(Route route, Optional<Set<String>> handlers, boolean docs) implements HandlerSpec {
        private static final Type<Set<String>> HANDLERS = Type.choice(List.of(
                        "sse", "messages", "contacts", "rooms", "rooms_config", "rooms_users", "rooms_messages"))
                .uniqueSet();

        static ClientApi read(Section s) {
            return new ClientApi(
                    Route.read(s), s.optional("handlers", HANDLERS), s.value("docs", Type.LENIENT_BOOL, true));
        }

        @Override
        public String type() {
            return "mongoose_client_api";
        }
    }

    /**
     * Ours: tells where there are WebSocket and BOSH (XEP-0156), in XML at its path and in JSON at the same with {@code .json}.
     *
     * @param websocket URLs; empty for those of this listener, by the name that it is asked under
     * @param bosh URLs; empty likewise
     */
    record HostMeta(Route route, Optional<List<String>> websocket, Optional<List<String>> bosh) implements HandlerSpec {
        static HostMeta read(Section s) {
            return new HostMeta(
                    Route.read(s),
                    s.optional("websocket", url("wss").list()),
                    s.optional("bosh", url("https").list()));
        }

        private static Type<String> url(String scheme) {
            return Type.text(
                    "a URL that starts with " + scheme + "://",
                    "URLs that start with " + scheme + "://",
                    (value, url) ->
                            url.matches(scheme + "://[^\\s\"'<>\\\\]+") ? Optional.of(url) : value.wrong("", ""));
        }

        @Override
        public String type() {
            return "host_meta";
        }
    }

    /** Ours: a page to try the server with, by WebSocket and BOSH of the same listener. */
    record WebClient(Route route) implements HandlerSpec {
        static WebClient read(Section s) {
            WebClient handler = new WebClient(Route.read(s));
            if (!handler.route.isPlain()) {
                s.error("path", Fault.of("expected one path, found a pattern").hint("the page must know where it is"));
            }
            return handler;
        }

        @Override
        public String type() {
            return "web_client";
        }
    }

    /**
     * Ours: a page that shows an operator how the server is, as it goes on.
     *
     * @param credentials empty lets anybody in, which is for loopback addresses only
     */
    record StatusPage(Route route, Optional<Credentials> credentials) implements HandlerSpec {
        static StatusPage read(Section s) {
            StatusPage handler = new StatusPage(Route.read(s), Credentials.read(s));
            if (!handler.route.isPlain()) {
                s.error("path", Fault.of("expected one path, found a pattern").hint("the page must know where it is"));
            }
            return handler;
        }

        @Override
        public String type() {
            return "status";
        }
    }
}
