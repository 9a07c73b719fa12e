package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import org.junit.jupiter.api.Test;

/** What every back end that keeps accounts of its own does. */
abstract class BackendContract {
    static final Jid JULIET = Jid.of("juliet@door.test");
    static final Jid NOBODY = Jid.of("nobody@door.test");
    static final Secret PASSWORD = new Secret("r0m30 & co");
    static final Secret WRONG = new Secret("wrong");

    abstract Backend backend();

    private Registered register(Jid account) {
        return backend().register(account, PASSWORD, Limit.INFINITY);
    }

    @Test
    void acceptsTheRightPasswordOfAnAccountOnly() {
        assertThat(register(JULIET)).isEqualTo(Registered.DONE);

        assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
        assertThat(backend().check(JULIET, WRONG)).isEqualTo(Verdict.REFUSED);
        assertThat(backend().check(JULIET, new Secret(""))).isEqualTo(Verdict.REFUSED);
        assertThat(backend().check(NOBODY, PASSWORD)).isEqualTo(Verdict.REFUSED);
        assertThat(backend().check(Jid.of("juliet@other.test"), PASSWORD)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void knowsWhoIsThere() {
        register(JULIET);

        assertThat(backend().exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(backend().exists(NOBODY)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void givesKeysThatTheRightPasswordFits() {
        register(JULIET);

        for (Hash hash : backend().hashes()) {
            assertThat(backend().lookup(JULIET, hash))
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found -> assertThat(new Derivation().check(hash, found.keys(), PASSWORD))
                                    .isEqualTo(Verdict.ACCEPTED));
            assertThat(backend().lookup(NOBODY, hash)).isEqualTo(new Lookup.Unknown());
        }
    }

    @Test
    void showsTheSameSaltEveryTime() {
        register(JULIET);
        for (Hash hash : backend().hashes()) {
            assertThat(salt(backend().lookup(JULIET, hash)))
                    .isEqualTo(salt(backend().lookup(JULIET, hash)));
        }
    }

    private static byte[] salt(Lookup lookup) {
        return lookup instanceof Lookup.Found(ScramKeys keys) ? keys.salt() : new byte[0];
    }

    @Test
    void leavesAnAccountThatIsThereAsItIs() {
        register(JULIET);

        assertThat(backend().register(JULIET, WRONG, Limit.INFINITY)).isEqualTo(Registered.EXISTS);
        assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void changesThePassword() {
        register(JULIET);
        Secret next = new Secret("another");
        backend().check(JULIET, PASSWORD);

        assertThat(backend().setPassword(JULIET, next)).isEqualTo(PasswordChange.DONE);
        assertThat(backend().check(JULIET, next)).isEqualTo(Verdict.ACCEPTED);
        assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.REFUSED);
        assertThat(backend().setPassword(NOBODY, next)).isEqualTo(PasswordChange.ABSENT);
        assertThat(backend().exists(NOBODY)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void removesAnAccount() {
        register(JULIET);
        backend().check(JULIET, PASSWORD);

        assertThat(backend().remove(JULIET)).isEqualTo(Removal.DONE);
        assertThat(backend().exists(JULIET)).isEqualTo(Existence.ABSENT);
        assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.REFUSED);
        assertThat(backend().remove(JULIET)).isEqualTo(Removal.ABSENT);
    }

    @Test
    void stopsAtTheLimitOfTheDomain() {
        Limit two = new Limit(2);
        assertThat(backend().register(Jid.of("a@door.test"), PASSWORD, two)).isEqualTo(Registered.DONE);
        assertThat(backend().register(Jid.of("b@door.test"), PASSWORD, two)).isEqualTo(Registered.DONE);

        assertThat(backend().register(Jid.of("c@door.test"), PASSWORD, two)).isEqualTo(Registered.FULL);
        assertThat(backend().register(Jid.of("c@other.test"), PASSWORD, two)).isEqualTo(Registered.DONE);
    }

    @Test
    void refusesPasswordsNobodyCanType() {
        assertThat(backend().register(JULIET, new Secret("\u0007"), Limit.INFINITY))
                .isEqualTo(Registered.BAD_PASSWORD);
        assertThat(backend().register(JULIET, new Secret(""), Limit.INFINITY)).isEqualTo(Registered.BAD_PASSWORD);
        register(JULIET);
        assertThat(backend().setPassword(JULIET, new Secret(""))).isEqualTo(PasswordChange.BAD_PASSWORD);
        assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void takesPasswordsAsEqualThatSaslprepMakesEqual() {
        backend().register(JULIET, new Secret("I\u00adX\u00e9"), Limit.INFINITY);

        assertThat(backend().check(JULIET, new Secret("IXe\u0301"))).isEqualTo(Verdict.ACCEPTED);
    }
}
