package im.vestibule.it;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where operations by GraphQL are tried, one category after another: a server of its own for each test, with Alice and Bob. */
abstract class GraphQlEffects {
    /** The door and name of every operation that was carried out. */
    static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    static final Jid ALICE = Jid.of("alice@door.test");
    static final Jid BOB = Jid.of("bob@door.test");

    private volatile Duration passed = Duration.ZERO;
    private final GraphQlSite site = new GraphQlSite(() -> Instant.now().plus(passed));
    private final Wires wires = new Wires();

    GraphQlEffects() throws IOException {}

    /** A claim about both kinds of administrators. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @ValueSource(strings = {"admin", "domain"})
    @interface ByAdministrators {}

    @BeforeEach
    void move() {
        site.site().renew(ALICE);
        site.site().renew(BOB);
    }

    @AfterEach
    void close() throws IOException {
        wires.close();
        site.close();
    }

    Site site() {
        return site.site();
    }

    /** The server believes that it is so much later. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** The administrator of everything, or of {@code door.test}. */
    GraphQlDeeds at(String door) throws IOException, InterruptedException {
        return door.equals("domain") ? administrator("door.test") : GraphQlDeeds.at("admin", site.admin(), DONE);
    }

    GraphQlDeeds administrator(String domain) throws IOException, InterruptedException {
        String password = "keys of " + domain;
        at("admin").does("mutation domain.setDomainPassword", "domain: '" + domain + "', password: '" + password + "'");
        return nobody("domain").as("admin@" + domain, password);
    }

    GraphQlDeeds user(Jid account) throws IOException, InterruptedException {
        return nobody("user").as(account.toString(), Site.password(account));
    }

    GraphQlDeeds nobody(String door) throws IOException, InterruptedException {
        return GraphQlDeeds.at(door, site.at(door), DONE);
    }

    /** Whether an account gets in by this password. */
    boolean enters(Jid account, String password) throws IOException, InterruptedException {
        return site.at("user")
                        .as(account.toString(), password)
                        .ask("{ checkAuth { authStatus } }")
                        .status()
                == 200;
    }

    /** A client at the door. */
    Wire connect() throws IOException {
        return wires.add(site.site().connect("clear"));
    }

    /** A client with a session and no presence. */
    Wire login(Jid account, String resource) throws IOException {
        return connect().login(account.withResource(resource).orElseThrow());
    }

    /** A client that says that it is there. */
    Wire arrive(Jid account, String resource) throws IOException {
        Wire wire = login(account, resource);
        wire.say("<presence/>");
        return wire;
    }

    /** One whose arrival is over: it has been told of itself, and what was told before is passed over. */
    Wire attend(Jid account, String resource) throws IOException {
        Wire wire = arrive(account, resource);
        XmlElement _ = told(wire, "presence", "from='" + account + "/" + resource + "'");
        return wire;
    }

    /**
     * Waits until a client is told this; what it is told before is passed over.
     *
     * @param attributes that the element must have, in whatever order
     */
    static XmlElement told(Wire wire, String name, String... attributes) throws IOException {
        String all = Arrays.stream(attributes)
                .map(attribute -> "(?=[^>]* " + Pattern.quote(attribute) + ")")
                .collect(Collectors.joining());
        Pattern element =
                Pattern.compile("(?s).*?(<%s\\b%s(?:[^>]*/>|[^>]*[^/>]>.*?</%s>))".formatted(name, all, name));
        return XmlElement.parse(wire.hear(element).group(1)).orElseThrow();
    }

    /** What an element has within one of its own. */
    static String text(XmlElement element, String child) {
        return element.element(child, "").map(XmlElement::text).orElse("");
    }
}
