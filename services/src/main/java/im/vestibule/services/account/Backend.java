package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Set;

/**
 * One way to log in, for one domain: where the accounts of an {@link AuthMethod} are kept. Calls may wait, so they are made
 * on virtual threads; trouble is a value. Accounts are bare addresses.
 */
public interface Backend {
    AuthMethod method();

    /** The hashes that {@link #lookup} can give keys for; empty if SCRAM is out of the question. */
    Set<Hash> hashes();

    /** Whether {@link #check} can be asked, which PLAIN needs. */
    boolean checksPasswords();

    /** SCRAM keys of an account for one of {@link #hashes}. */
    Lookup lookup(Jid account, Hash hash);

    /** Takes as long for an account that is not there as for a wrong password. */
    Verdict check(Jid account, Secret password);

    /** Whether {@link #admit} can be asked, which EXTERNAL needs. */
    default boolean admitsCertified() {
        return false;
    }

    /** Whether to let in whom a verified certificate names. */
    default Verdict admit(Jid account) {
        return Verdict.REFUSED;
    }

    Existence exists(Jid account);

    /**
     * @param most accounts the domain may have
     */
    Registered register(Jid account, Secret password, Limit most);

    PasswordChange setPassword(Jid account, Secret password);

    Removal remove(Jid account);
}
