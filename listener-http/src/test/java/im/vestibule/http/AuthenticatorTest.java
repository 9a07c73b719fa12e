package im.vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.Caller;
import im.vestibule.config.HandlerSpec.Credentials;
import im.vestibule.config.Secret;
import im.vestibule.services.account.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an API lets in. */
class AuthenticatorTest {
    private static final Authenticator ADMIN =
            new Authenticator.Admin(Optional.of(new Credentials("admin", new Secret("secret"))));
    private static final Authenticator ANYBODY = new Authenticator.Admin(Optional.empty());
    private static final Authenticator DOMAIN = new Authenticator.DomainAdmin((domain, password) ->
            domain.equals("a.test") && password.matches("pw") ? Verdict.ACCEPTED : Verdict.REFUSED);

    private static Login login(Authenticator who, String name, String password) {
        return who.check(new Authorization.Basic(name, new Secret(password)));
    }

    @ParameterizedTest
    @CsvSource({"admin, wrong", "root, secret", "admin, ''", "'', secret", "ADMIN, secret"})
    void letsNobodyInByHalf(String name, String password) {
        assertThat(login(ADMIN, name, password)).isEqualTo(new Login.Wrong());
    }

    @Test
    void letsAnAdministratorInByNameAndPassword() {
        assertThat(login(ADMIN, "admin", "secret")).isEqualTo(new Login.In(new Caller.Admin()));
        assertThat(ADMIN.nameless()).isEqualTo(new Caller.Nobody());
    }

    @Test
    void letsAnybodyInWithoutAPasswordIfThereIsNone() {
        assertThat(ANYBODY.nameless()).isEqualTo(new Caller.Admin());
        assertThat(login(ANYBODY, "admin", "secret")).isEqualTo(new Login.Wrong());
    }

    @Test
    void letsDomainAdministratorsInByTheNameThatTheyHave() {
        assertThat(login(DOMAIN, "admin@A.test", "pw")).isEqualTo(new Login.In(new Caller.DomainAdmin("a.test")));
        assertThat(login(DOMAIN, "admin@a.test", "no")).isEqualTo(new Login.Wrong());
        assertThat(login(DOMAIN, "root@a.test", "pw")).isEqualTo(new Login.Wrong());
        assertThat(login(DOMAIN, "admin@a.test/x", "pw")).isEqualTo(new Login.Wrong());
        assertThat(login(DOMAIN, "a.test", "pw")).isEqualTo(new Login.Wrong());
    }
}
