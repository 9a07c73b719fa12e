package im.vestibule.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.Methods;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.session.Sessions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountCommandsTest {
    private static final Jid ALICE = Jid.of("alice@a.test");

    /** A directory, a database or the like. */
    private record Outside(Existence answer) implements Backend {
        @Override
        public AuthMethod method() {
            return AuthMethod.LDAP;
        }

        @Override
        public Existence exists(Jid account) {
            return answer;
        }
    }

    private static Code checkHash(Existence answer) {
        Accounts accounts = new Accounts(
                Map.of("a.test", new Methods(List.of(new Outside(answer)), 4, Limit.INFINITY)),
                new Decoys(new byte[32]));
        AccountCommands commands =
                new AccountCommands(new Hosts(List.of()), accounts, new Sessions(), new SecureRandom());
        return commands.checkHash(ALICE, "d41d8cd98f00b204e9800998ecf8427e", "md5")
                        instanceof Answer.Refused<Boolean>(Refusal why)
                ? why.code()
                : Code.NOT_FOUND;
    }

    @Test
    void tellsABackEndThatIsDownFromAnAccountThatIsNotThere() {
        assertThat(checkHash(Existence.ABSENT)).isEqualTo(Code.WRONG_USER);
        assertThat(checkHash(Existence.UNAVAILABLE)).isEqualTo(Code.INTERNAL);
    }
}
