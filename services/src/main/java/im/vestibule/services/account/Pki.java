package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Set;

/**
 * The method {@code pki}: whoever a verified certificate names has an account. Any name may be somebody's, so none can be
 * registered.
 */
public final class Pki implements Backend {
    @Override
    public AuthMethod method() {
        return AuthMethod.PKI;
    }

    @Override
    public Set<Hash> hashes() {
        return Set.of();
    }

    @Override
    public boolean checksPasswords() {
        return false;
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        return new Lookup.Unknown();
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        return Verdict.REFUSED;
    }

    @Override
    public boolean admitsCertified() {
        return true;
    }

    @Override
    public Verdict admit(Jid account) {
        return Verdict.ACCEPTED;
    }

    @Override
    public Existence exists(Jid account) {
        return Existence.EXISTS;
    }

    @Override
    public Registered register(Jid account, Secret password, Limit most) {
        return Registered.NOT_SUPPORTED;
    }

    @Override
    public PasswordChange setPassword(Jid account, Secret password) {
        return PasswordChange.NOT_SUPPORTED;
    }

    @Override
    public Removal remove(Jid account) {
        return Removal.NOT_SUPPORTED;
    }
}
