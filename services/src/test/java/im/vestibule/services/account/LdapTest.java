package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.Config;
import im.vestibule.config.LdapSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Reading;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.ldap.Directory;
import im.vestibule.services.ldap.LdapPool;
import im.vestibule.services.ldap.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LdapTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Jid ROMEO = Jid.of("romeo@door.test");
    private static final Jid NOBODY = Jid.of("nobody@door.test");
    private static final Secret JULIETS = new Secret("juliet-secret");
    private static final Secret ROMEOS = new Secret("romeo-secret");
    private static final Secret WRONG = new Secret("wrong");

    private final Library library;
    private final LdapPool search;
    private final LdapPool bind;

    LdapTest() throws LDAPException {
        library = Library.open();
        search = library.pool();
        bind = library.pool();
    }

    @AfterEach
    void close() {
        search.close();
        bind.close();
        library.close();
    }

    /**
     * @param options of the table, each a line
     */
    private Ldap ldap(String... options) {
        String pool = "connection.port = " + library.port() + "\n";
        Reading reading = Config.read(
                "general = {hosts = [\"door.test\"], default_server_domain = \"door.test\"}\n"
                        + "[auth.ldap]\nbase = \"" + Library.BASE + "\"\n" + String.join("\n", options)
                        + "\n[outgoing_pools.ldap.default]\n" + pool + "[outgoing_pools.ldap.bind]\n" + pool,
                Path.of("."),
                "ldap.toml");
        LdapSpec spec = reading.config()
                .orElseThrow(() -> new AssertionError(reading.problems()))
                .auth()
                .ldap()
                .orElseThrow();
        return new Ldap(new Directory(spec, search, bind));
    }

    @Test
    void letsInWhoHasThePassword() {
        Ldap ldap = ldap();
        assertThat(ldap.method()).isEqualTo(AuthMethod.LDAP);
        assertThat(ldap.checksPasswords()).isTrue();
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.check(JULIET, ROMEOS)).isEqualTo(Verdict.REFUSED);
        assertThat(ldap.check(NOBODY, JULIETS)).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad"})
    void asksNobodyAboutAnEmptyPassword(String empty) {
        assertThat(ldap().check(JULIET, new Secret(empty))).isEqualTo(Verdict.REFUSED);
        assertThat(library.asked()).isEmpty();
    }

    @Test
    void preparesPasswords() throws LDAPException {
        library.person("nurse", "userPassword: IX\u00e9");
        assertThat(ldap().check(Jid.of("nurse@door.test"), new Secret("I\u00adXe\u0301")))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "jul*", "juliet)(uid=*", "*)(uid=*))(|(uid=*", "juliet)(objectclass=*)", "\\2a", "%u", "\\"
            })
    void takesANameForNothingElse(String name) {
        Jid evil = Jid.of(name + "@door.test");
        assertThat(ldap().check(evil, JULIETS)).isEqualTo(Verdict.REFUSED);
        assertThat(ldap().exists(evil)).isEqualTo(Existence.ABSENT);
        assertThat(ldap().admit(evil, Optional.empty())).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void findsWhoeverHasSuchAName() throws LDAPException {
        library.add("uid=star," + Library.BASE, "objectClass: person", "uid: a*(b)\\c", "userPassword: star-secret");
        assertThat(ldap().check(Jid.of("a*(b)\\c@door.test"), new Secret("star-secret")))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void looksAtAllNames() {
        Ldap ldap = ldap(
                "uids = [{attr = \"uid\"}, {attr = \"mail\", format = \"%u@%d\"}, {attr = \"mail\", format = \"%u.*\"}]");
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.check(Jid.of("romeo.m@door.test"), ROMEOS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.check(Jid.of("romeo.m@other.test"), ROMEOS)).isEqualTo(Verdict.REFUSED);
        Ldap byMail = ldap("uids = [{attr = \"mail\", format = \"%u.*\"}]");
        assertThat(byMail.exists(ROMEO)).isEqualTo(Existence.EXISTS);
        assertThat(byMail.exists(JULIET)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void keepsToTheFilter() {
        assertThat(ldap("filter = \"(status=here)\"").check(JULIET, JULIETS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap("filter = \"(status=here)\"").check(ROMEO, ROMEOS)).isEqualTo(Verdict.REFUSED);
        Ldap ldap = ldap("filter = \"(|(mail=%u@%d)(cn=nobody))\"");
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.check(ROMEO, ROMEOS)).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter = \"(&(objectClass=group)(member=%D))\"",
                "filter = \"(&(uid=%u)(mail=%u@%d))\"",
                "filter = \"(&(sn=%s)(mail=%s)(uid=%u))\", attributes = [\"sn\", \"mail\"]",
                "filter = \"(&(member=%D)(cn=%ss))\", attributes = [\"SN\"]"
            })
    void keepsToTheDnFilter(String options) throws LDAPException {
        library.add("cn=montagues," + Library.BASE, "objectClass: group", "cn: montagues", "member: uid=nobody");
        Ldap ldap = ldap("dn_filter = {" + options + "}");
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(ldap.admit(JULIET, Optional.empty())).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.check(NOBODY, JULIETS)).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter = \"(&(objectClass=group)(member=%D))\"",
                "filter = \"(&(uid=%u)(mail=%u@%d))\"",
                "filter = \"(&(uid=%u)(sn=%s))\", attributes = [\"absent\"]"
            })
    void keepsOutWhomTheDnFilterDoesNotFind(String options) {
        Ldap ldap = ldap("dn_filter = {" + options + "}");
        assertThat(ldap.check(ROMEO, ROMEOS)).isEqualTo(Verdict.REFUSED);
        assertThat(ldap.exists(ROMEO)).isEqualTo(Existence.ABSENT);
        assertThat(ldap.admit(ROMEO, Optional.empty())).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    equal    | status | "here"               | true  | false
                    notequal | status | "here"               | false | true
                    equal    | STATUS | "hidden", "banished" | false | true
                    equal    | status | "banished"           | false | false
                    notequal | status | "banished"           | true  | true
                    equal    | absent | "here"               | false | false
                    notequal | absent | "here"               | true  | true
                    """)
    void keepsToTheLocalFilter(String operation, String attribute, String values, boolean juliet, boolean romeo) {
        Ldap ldap = ldap("local_filter = {operation = \"" + operation + "\", attribute = \"" + attribute
                + "\", values = [" + values + "]}");
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(juliet ? Verdict.ACCEPTED : Verdict.REFUSED);
        assertThat(ldap.check(ROMEO, ROMEOS)).isEqualTo(romeo ? Verdict.ACCEPTED : Verdict.REFUSED);
        assertThat(ldap.exists(JULIET)).isEqualTo(juliet ? Existence.EXISTS : Existence.ABSENT);
    }

    @ParameterizedTest
    @EnumSource(LdapSpec.Deref.class)
    void asksToFollowAliases(LdapSpec.Deref deref) {
        Ldap ldap = ldap("deref = \"" + deref.name().toLowerCase(Locale.ROOT) + "\"");
        assertThat(ldap.exists(JULIET)).isEqualTo(Existence.EXISTS);
        DereferencePolicy expected = switch (deref) {
            case NEVER -> DereferencePolicy.NEVER;
            case ALWAYS -> DereferencePolicy.ALWAYS;
            case FINDING -> DereferencePolicy.FINDING;
            case SEARCHING -> DereferencePolicy.SEARCHING;
        };
        assertThat(library.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.search().orElseThrow().getDereferencePolicy())
                        .isEqualTo(expected));
    }

    @Test
    void refusesWhoeverMayBeOneOfSeveral() throws LDAPException {
        library.add("ou=twins," + Library.BASE, "objectClass: organizationalUnit", "ou: twins");
        library.add(
                "uid=juliet,ou=twins," + Library.BASE,
                "objectClass: person",
                "uid: juliet",
                "userPassword: juliet-secret");
        Ldap ldap = ldap();
        assertThat(ldap.check(JULIET, JULIETS)).isEqualTo(Verdict.REFUSED);
        assertThat(ldap.admit(JULIET, Optional.empty())).isEqualTo(Verdict.REFUSED);
        assertThat(ldap.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(ldap("uids = [{attr = \"mail\", format = \"%u@%d\"}]").check(JULIET, JULIETS))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dn_filter.filter = \"(member=%D)\"",
                "local_filter = {operation = \"equal\", attribute = \"status\", values = [\"here\"]}"
            })
    void asksAsMuchAboutSomebodyWhoIsNotThere(String options) {
        Ldap ldap = ldap(options);
        assertThat(ldap.check(JULIET, WRONG)).isEqualTo(Verdict.REFUSED);
        List<Boolean> known = kinds();
        assertThat(ldap.check(NOBODY, WRONG)).isEqualTo(Verdict.REFUSED);
        assertThat(kinds()).isEqualTo(known).endsWith(false);
        assertThat(ldap.check(ROMEO, WRONG)).isEqualTo(Verdict.REFUSED);
        assertThat(kinds()).isEqualTo(known);
    }

    /** Of what was asked, whether it was a search. */
    private List<Boolean> kinds() {
        return library.asked().stream().map(asked -> asked.search().isPresent()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 48, 32, 53, 19, 50})
    void takesTheseForAWrongPassword(int code) {
        library.answer(Optional.empty(), Optional.of(ResultCode.valueOf(code)));
        assertThat(ldap().check(JULIET, JULIETS)).isEqualTo(Verdict.REFUSED);
        assertThat(ldap().check(NOBODY, JULIETS)).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 10, 11, 13, 34, 51, 52, 80})
    void cannotTellFromTheseWhetherThePasswordIsWrong(int code) {
        library.answer(Optional.empty(), Optional.of(ResultCode.valueOf(code)));
        assertThat(ldap().check(JULIET, JULIETS)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(ldap().check(NOBODY, JULIETS)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 10, 11, 12, 13, 32, 34, 50, 51, 52, 53, 80})
    void cannotTellFromTheseWhetherSomebodyIsThere(int code) {
        library.answer(Optional.of(ResultCode.valueOf(code)), Optional.empty());
        assertThat(ldap().check(JULIET, JULIETS)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(ldap().admit(JULIET, Optional.empty())).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(ldap().exists(JULIET)).isEqualTo(Existence.UNAVAILABLE);
    }

    @Test
    void admitsWhoIsThere() {
        Ldap ldap = ldap();
        assertThat(ldap.admitsCertified()).isTrue();
        assertThat(ldap.admit(JULIET, Optional.empty())).isEqualTo(Verdict.ACCEPTED);
        assertThat(ldap.admit(NOBODY, Optional.empty())).isEqualTo(Verdict.REFUSED);
        assertThat(ldap.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(ldap.exists(NOBODY)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void leavesTheDirectoryToOthers() {
        Ldap ldap = ldap();
        assertThat(ldap.hashes()).isEmpty();
        assertThat(ldap.lookup(JULIET, Hash.SHA256)).isEqualTo(new Lookup.Unknown());
        assertThat(ldap.register(NOBODY, JULIETS, Limit.INFINITY)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(ldap.setPassword(JULIET, WRONG)).isEqualTo(PasswordChange.NOT_SUPPORTED);
        assertThat(ldap.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
    }
}
