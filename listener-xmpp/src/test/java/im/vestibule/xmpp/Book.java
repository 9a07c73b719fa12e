package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.Lookup;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Registered;
import im.vestibule.services.account.Removal;
import im.vestibule.services.account.Verdict;
import java.util.Map;
import java.util.Set;

/** Accounts on a sheet of paper. */
record Book(Map<String, String> passwords) implements Backend {
    @Override
    public AuthMethod method() {
        return AuthMethod.INTERNAL;
    }

    @Override
    public Set<Hash> hashes() {
        return Set.of();
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        return new Lookup.Unknown();
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        String known = passwords.get(account.local());
        return known != null && password.matches(known) ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    @Override
    public Existence exists(Jid account) {
        return passwords.containsKey(account.local()) ? Existence.EXISTS : Existence.ABSENT;
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
