package im.vestibule.services.testing;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.Methods;
import java.util.List;
import java.util.Map;

/**
 * Accounts elsewhere: directories, databases and the like.
 *
 * @param answer what it says of every account
 */
public record Directory(Existence answer) implements Backend {
    private static final int LONGEST = 4096;

    /** Accounts of {@code a.test} that are there. */
    public static Accounts accounts(Existence answer) {
        Methods methods = new Methods(List.of(new Directory(answer)), LONGEST, Limit.INFINITY);
        return new Accounts(Map.of("a.test", methods), new Decoys(new byte[32]));
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.LDAP;
    }

    @Override
    public Existence exists(Jid account) {
        return answer;
    }
}
