package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PkiTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Secret PASSWORD = new Secret("secret");

    private final Backend pki = new Pki();

    @Test
    void admitsWhomeverACertificateNames() {
        assertThat(pki.method()).isEqualTo(AuthMethod.PKI);
        assertThat(pki.admitsCertified()).isTrue();
        assertThat(pki.admit(JULIET, Optional.empty())).isEqualTo(Verdict.ACCEPTED);
        assertThat(pki.exists(JULIET)).isEqualTo(Existence.EXISTS);
    }

    @Test
    void knowsNoPasswords() {
        assertThat(pki.checksPasswords()).isFalse();
        assertThat(pki.check(JULIET, PASSWORD)).isEqualTo(Verdict.REFUSED);
        assertThat(pki.hashes()).isEmpty();
        assertThat(pki.lookup(JULIET, Hash.SHA256)).isEqualTo(new Lookup.Unknown());
        assertThat(pki.setPassword(JULIET, PASSWORD)).isEqualTo(PasswordChange.NOT_SUPPORTED);
    }

    @Test
    void keepsNoAccounts() {
        assertThat(pki.register(JULIET, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(pki.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
    }
}
