package im.vestibule.services.register;

import static im.vestibule.model.StanzaError.Condition.BAD_REQUEST;
import static im.vestibule.model.StanzaError.Condition.CONFLICT;
import static im.vestibule.model.StanzaError.Condition.FORBIDDEN;
import static im.vestibule.model.StanzaError.Condition.INTERNAL_SERVER_ERROR;
import static im.vestibule.model.StanzaError.Condition.ITEM_NOT_FOUND;
import static im.vestibule.model.StanzaError.Condition.JID_MALFORMED;
import static im.vestibule.model.StanzaError.Condition.NOT_ACCEPTABLE;
import static im.vestibule.model.StanzaError.Condition.NOT_ALLOWED;
import static im.vestibule.model.StanzaError.Condition.RESOURCE_CONSTRAINT;
import static im.vestibule.model.StanzaError.Condition.UNEXPECTED_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AccessSpec;
import im.vestibule.config.AclSpec;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Network;
import im.vestibule.config.Policy;
import im.vestibule.config.RegisterSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Remembering;
import im.vestibule.services.account.Removed;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.change.Effect;
import im.vestibule.services.iq.IqAnswer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegistrationTest {
    private static final String DOMAIN = "door.test";
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Jid SESSION = Jid.of("juliet@door.test/balcony");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
    private static final Asker STRANGER = new Asker(DOMAIN, Optional.empty(), Optional.of(ADDRESS));
    private static final Asker AT_HOME = new Asker(DOMAIN, Optional.of(SESSION), Optional.of(ADDRESS));
    private static final RegisterSpec OPEN = new RegisterSpec("all", Optional.empty(), List.of(), 0, List.of());

    private final Remembering backend = new Remembering(AuthMethod.INTERNAL);
    private final List<XmlElement> routed = new ArrayList<>();
    private final Throttle throttle = new Throttle(Optional.of(Duration.ofMinutes(10)));
    private Limit most = Limit.INFINITY;
    private long now;
    private final List<Removed> removed = new ArrayList<>();

    private Registration registration(RegisterSpec spec) {
        Accounts accounts = new Accounts(
                Map.of(DOMAIN, new Methods(List.of(backend), Remembering.ITERATIONS, most)), new Decoys(new byte[32]));
        accounts.onRemoval(removed::add);
        AclSpec juliet = new AclSpec(List.of(new AclSpec.Condition(
                AclSpec.Match.ALL, List.of(new AclSpec.Test(AclSpec.Part.USER, new AclSpec.Form.Exact("juliet"))))));
        AccessSpec onlyJuliet =
                new AccessSpec(List.of(new AccessSpec.Clause("juliet", new AccessSpec.Outcome.Name("allow"))));
        Rules rules = new Rules(Map.of("juliet", juliet), Map.of("only_juliet", onlyJuliet), List.of(DOMAIN));
        return new Registration(spec, throttle, rules, accounts, routed::add, () -> now);
    }

    private static RegisterSpec access(String rule) {
        return new RegisterSpec(rule, Optional.empty(), List.of(), 0, List.of());
    }

    private static XmlElement form(String username, String password) {
        return XmlElement.builder("query", Ns.REGISTER)
                .child("username", Ns.REGISTER, username)
                .child("password", Ns.REGISTER, password)
                .build();
    }

    private static XmlElement removal() {
        return XmlElement.builder("query", Ns.REGISTER)
                .child(XmlElement.of("remove", Ns.REGISTER))
                .build();
    }

    private IqAnswer register(String username) {
        return registration(OPEN).set(STRANGER, form(username, "secret"));
    }

    private static IqAnswer refused(StanzaError.Condition condition) {
        return IqAnswer.refused(condition);
    }

    @Test
    void asksStrangersForANameAndAPassword() {
        assertThat(registration(OPEN).get(STRANGER))
                .isEqualTo(IqAnswer.result(XmlElement.builder("query", Ns.REGISTER)
                        .child(
                                "instructions",
                                Ns.REGISTER,
                                "Choose a username and password to register with this server")
                        .child("username", Ns.REGISTER, "")
                        .child(XmlElement.of("password", Ns.REGISTER))
                        .build()));
    }

    @Test
    void tellsWhoIsHomeThatTheyAreRegistered() {
        assertThat(registration(OPEN).get(AT_HOME)).isInstanceOfSatisfying(IqAnswer.Result.class, result -> {
            XmlElement query = result.payload().orElseThrow();
            assertThat(query.element("registered", Ns.REGISTER)).isPresent();
            assertThat(query.element("username", Ns.REGISTER).map(XmlElement::text))
                    .contains("juliet");
        });
    }

    @Test
    void registers() {
        assertThat(register("Juliet")).isEqualTo(IqAnswer.done());

        assertThat(backend.check(JULIET, new Secret("secret"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(routed).isEmpty();
    }

    @Test
    void refusesANameThatIsTaken() {
        backend.put(JULIET, new Secret("hers"));

        assertThat(register("juliet")).isEqualTo(refused(CONFLICT));
        assertThat(backend.check(JULIET, new Secret("hers"))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void refusesIncompleteForms() {
        Registration registration = registration(OPEN);
        XmlElement empty = XmlElement.of("query", Ns.REGISTER);
        XmlElement onlyName =
                empty.toBuilder().child("username", Ns.REGISTER, "juliet").build();
        XmlElement onlyPassword =
                empty.toBuilder().child("password", Ns.REGISTER, "secret").build();

        for (XmlElement query : List.of(empty, onlyName, onlyPassword)) {
            assertThat(registration.set(STRANGER, query)).isEqualTo(refused(BAD_REQUEST));
        }
    }

    @Test
    void refusesNamesNobodyCanHave() {
        for (String name : List.of("", "a b", "juliet@door.test", "/", "x".repeat(1024))) {
            assertThat(register(name)).as(name).isEqualTo(refused(JID_MALFORMED));
        }
    }

    @Test
    void refusesWeakPasswords() {
        RegisterSpec strict = new RegisterSpec("all", Optional.empty(), List.of(), 32, List.of());

        assertThat(registration(strict).set(STRANGER, form("juliet", "secret")))
                .isEqualTo(IqAnswer.refused(NOT_ACCEPTABLE, "The password is too weak"));
        assertThat(registration(strict).set(STRANGER, form("juliet", "secret1")))
                .isEqualTo(IqAnswer.done());
        assertThat(registration(strict).set(AT_HOME, form("juliet", "weak")))
                .isEqualTo(IqAnswer.refused(NOT_ACCEPTABLE, "The password is too weak"));
        assertThat(registration(OPEN).set(STRANGER, form("romeo", ""))).isEqualTo(refused(NOT_ACCEPTABLE));
    }

    @Test
    void registersOnlyWhomTheRuleAllows() {
        Registration closed = registration(access("only_juliet"));

        assertThat(closed.set(STRANGER, form("romeo", "secret"))).isEqualTo(refused(FORBIDDEN));
        assertThat(closed.set(STRANGER, form("juliet", "secret"))).isEqualTo(IqAnswer.done());
        assertThat(registration(access("none")).set(STRANGER, form("nurse", "secret")))
                .isEqualTo(refused(FORBIDDEN));
        assertThat(registration(access("absent")).set(STRANGER, form("nurse", "secret")))
                .isEqualTo(refused(FORBIDDEN));
    }

    @Test
    void registersOnlyFromWhereItIsAllowed() {
        RegisterSpec.IpRule nobody =
                new RegisterSpec.IpRule(new Network(InetAddress.ofLiteral("0.0.0.0"), 0), Policy.DENY);
        RegisterSpec.IpRule some =
                new RegisterSpec.IpRule(new Network(InetAddress.ofLiteral("192.0.2.0"), 24), Policy.ALLOW);
        RegisterSpec.IpRule one = new RegisterSpec.IpRule(new Network(ADDRESS, 32), Policy.DENY);

        assertThat(from("192.0.2.1", some, nobody)).isEqualTo(IqAnswer.done());
        assertThat(from("192.0.3.1", some, nobody)).isEqualTo(refused(FORBIDDEN));
        assertThat(from("192.0.2.1", some, nobody, one)).isEqualTo(refused(FORBIDDEN));
        assertThat(from("2001:db8::1", nobody)).isEqualTo(IqAnswer.done());
    }

    private IqAnswer from(String address, RegisterSpec.IpRule... rules) {
        Registration registration =
                registration(new RegisterSpec("all", Optional.empty(), List.of(), 0, List.of(rules)));
        backend.remove(JULIET);
        return registration.set(
                new Asker(DOMAIN, Optional.empty(), Optional.of(InetAddress.ofLiteral(address))),
                form("juliet", "secret"));
    }

    @Test
    void refusesAClientWithoutAnAddressWhereAddressesMatter() {
        Asker local = new Asker(DOMAIN, Optional.empty(), Optional.empty());
        RegisterSpec.IpRule some = new RegisterSpec.IpRule(new Network(ADDRESS, 32), Policy.ALLOW);
        RegisterSpec rules = new RegisterSpec("all", Optional.empty(), List.of(), 0, List.of(some));

        assertThat(registration(rules).set(local, form("juliet", "secret"))).isEqualTo(refused(FORBIDDEN));
        assertThat(registration(OPEN).set(local, form("juliet", "secret"))).isEqualTo(IqAnswer.done());
    }

    @Test
    void registersOncePerAddressAndWhile() {
        register("juliet");

        assertThat(register("romeo"))
                .isEqualTo(
                        IqAnswer.refused(RESOURCE_CONSTRAINT, "Users are not allowed to register accounts so quickly"));
        now = Duration.ofMinutes(10).toNanos();
        assertThat(register("romeo")).isEqualTo(IqAnswer.done());
    }

    @Test
    void letsAnAddressTryAgainAfterARefusal() {
        backend.put(JULIET, new Secret("hers"));
        register("juliet");

        assertThat(register("romeo")).isEqualTo(IqAnswer.done());
    }

    @Test
    void saysWhatElseKeepsAnAccountFromBeingMade() {
        backend.readOnly = true;
        assertThat(register("juliet")).isEqualTo(refused(NOT_ALLOWED));
        backend.readOnly = false;
        backend.down = true;
        assertThat(register("juliet"))
                .isEqualTo(new IqAnswer.Refused(
                        StanzaError.of(INTERNAL_SERVER_ERROR).with(StanzaError.Type.WAIT)));
        backend.down = false;
        backend.put(JULIET, new Secret("hers"));
        most = new Limit(1);
        assertThat(register("romeo"))
                .isEqualTo(IqAnswer.refused(RESOURCE_CONSTRAINT, "This server has as many accounts as it may"));
    }

    @Test
    void greetsTheNewcomerAndTellsTheWatchers() {
        RegisterSpec loud = new RegisterSpec(
                "all",
                Optional.of(new RegisterSpec.Welcome("Hello", "Come in")),
                List.of("nurse@door.test"),
                0,
                List.of());
        registration(loud).set(STRANGER, form("juliet", "secret"));

        assertThat(routed)
                .containsExactly(
                        XmlElement.builder("message", Ns.CLIENT)
                                .attribute("type", "normal")
                                .attribute("from", DOMAIN)
                                .attribute("to", "juliet@door.test")
                                .child("subject", Ns.CLIENT, "Hello")
                                .child("body", Ns.CLIENT, "Come in")
                                .build(),
                        XmlElement.builder("message", Ns.CLIENT)
                                .attribute("type", "chat")
                                .attribute("from", DOMAIN)
                                .attribute("to", "nurse@door.test")
                                .child("body", Ns.CLIENT, "The account juliet@door.test was registered from 192.0.2.1.")
                                .build());
        registration(loud).set(STRANGER, form("juliet", "secret"));
        assertThat(routed).hasSize(2);
    }

    @Test
    void changesTheOwnPassword() {
        backend.put(JULIET, new Secret("old"));

        assertThat(registration(OPEN).set(AT_HOME, form("juliet", "new"))).isEqualTo(IqAnswer.done());
        assertThat(backend.check(JULIET, new Secret("new"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(routed).isEmpty();
    }

    @Test
    void changesNobodyElsesPassword() {
        Jid romeo = Jid.of("romeo@door.test");
        backend.put(romeo, new Secret("his"));

        assertThat(registration(OPEN).set(AT_HOME, form("romeo", "new"))).isEqualTo(refused(CONFLICT));
        Asker elsewhere = new Asker(DOMAIN, Optional.of(Jid.of("romeo@yard.test/garden")), Optional.of(ADDRESS));
        assertThat(registration(OPEN).set(elsewhere, form("romeo", "new"))).isEqualTo(refused(CONFLICT));
        assertThat(backend.check(romeo, new Secret("his"))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void asksTheRuleForPasswordChangesToo() {
        backend.put(JULIET, new Secret("old"));

        assertThat(registration(access("none")).set(AT_HOME, form("juliet", "new")))
                .isEqualTo(refused(FORBIDDEN));
    }

    @Test
    void letsASessionRegisterAnotherOnlyIfItMayItself() {
        Asker nurse = new Asker(DOMAIN, Optional.of(Jid.of("nurse@door.test/home")), Optional.of(ADDRESS));

        assertThat(registration(access("only_juliet")).set(nurse, form("juliet", "secret")))
                .isEqualTo(refused(FORBIDDEN));
        assertThat(registration(OPEN).set(nurse, form("juliet", "secret"))).isEqualTo(IqAnswer.done());
    }

    @Test
    void removesTheOwnAccountAndEndsTheSessionBehindTheAnswer() {
        backend.put(JULIET, new Secret("hers"));

        assertThat(registration(OPEN).set(AT_HOME, removal()))
                .isEqualTo(IqAnswer.done(new Effect.End(SESSION, Removed.REASON)));
        assertThat(backend.exists(JULIET)).isEqualTo(Existence.ABSENT);
        assertThat(removed).containsExactly(new Removed(JULIET, Optional.of(SESSION)));
    }

    @Test
    void removesNothingItShouldNot() {
        backend.put(JULIET, new Secret("hers"));
        XmlElement more =
                removal().toBuilder().child("username", Ns.REGISTER, "juliet").build();
        Asker elsewhere = new Asker(DOMAIN, Optional.of(Jid.of("juliet@yard.test/garden")), Optional.of(ADDRESS));

        assertThat(registration(OPEN).set(AT_HOME, more)).isEqualTo(refused(BAD_REQUEST));
        assertThat(registration(OPEN).set(STRANGER, removal())).isEqualTo(refused(UNEXPECTED_REQUEST));
        assertThat(registration(OPEN).set(elsewhere, removal())).isEqualTo(refused(NOT_ALLOWED));
        assertThat(registration(access("none")).set(AT_HOME, removal())).isEqualTo(refused(NOT_ALLOWED));
        assertThat(backend.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(removed).isEmpty();

        backend.remove(JULIET);
        assertThat(registration(OPEN).set(AT_HOME, removal())).isEqualTo(refused(ITEM_NOT_FOUND));
    }

    @Test
    void neverRepeatsThePassword() {
        List<IqAnswer> answers = List.of(
                registration(OPEN).set(STRANGER, form("juliet", "hush-hush")),
                registration(OPEN).set(STRANGER, form("juliet", "hush-hush")),
                registration(OPEN).set(AT_HOME, form("juliet", "hush-hush")));

        assertThat(answers.toString()).doesNotContain("hush-hush");
    }
}
