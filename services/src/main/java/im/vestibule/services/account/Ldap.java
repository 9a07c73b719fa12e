package im.vestibule.services.account;

import com.unboundid.ldap.sdk.LDAPException;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.ldap.Directory;
import im.vestibule.services.ldap.Directory.Finding;
import im.vestibule.services.ldap.Directory.Trial;
import im.vestibule.services.pool.Unreachable;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The method {@code ldap}: accounts in a directory that others keep. A password is right if the directory lets the found
 * entry bind with it (RFC 4513 §5.1.3), a certificate's name if there is an entry.
 *
 * <p>For an unknown user, or one that a filter keeps out, the same questions are asked as for a wrong password: as many
 * searches, and a bind, with a name that nobody has. What is left to be measured is how much longer the directory itself
 * takes to compare a password than to find that there is no entry; nothing but the directory can even that out.
 */
public final class Ldap implements Backend {
    private final Directory directory;
    private final Trouble trouble = new Trouble("ldap");

    public Ldap(Directory directory) {
        this.directory = directory;
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.LDAP;
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        // An empty one would be a login without authentication, which servers let pass (RFC 4513 §5.1.2).
        return Passwords.prepare(password)
                .map(prepared -> checkPrepared(account, prepared))
                .orElse(Verdict.REFUSED);
    }

    private Verdict checkPrepared(Jid account, Secret password) {
        try {
            Finding finding = directory.find(account);
            if (finding instanceof Finding.Unanswered(LDAPException refusal)) {
                trouble.report(refusal);
                return Verdict.UNAVAILABLE;
            }
            return switch (directory.tryPassword(finding, password)) {
                case Trial.Right() -> Verdict.ACCEPTED;
                case Trial.Wrong() -> Verdict.REFUSED;
                case Trial.Unanswered(LDAPException refusal) -> {
                    trouble.report(refusal);
                    yield Verdict.UNAVAILABLE;
                }
            };
        } catch (Unreachable _) {
            // Said by the pool.
            return Verdict.UNAVAILABLE;
        }
    }

    @Override
    public boolean admitsCertified() {
        return true;
    }

    @Override
    public Verdict admit(Jid account, Optional<X509Certificate> certificate) {
        return find(account, Verdict.ACCEPTED, Verdict.REFUSED, Verdict.REFUSED, Verdict.UNAVAILABLE);
    }

    /** A name that several entries have is taken, although none of them can log in. */
    @Override
    public Existence exists(Jid account) {
        return find(account, Existence.EXISTS, Existence.ABSENT, Existence.EXISTS, Existence.UNAVAILABLE);
    }

    private <T> T find(Jid account, T one, T none, T several, T unavailable) {
        try {
            return switch (directory.find(account)) {
                case Finding.One _ -> one;
                case Finding.None() -> none;
                case Finding.Several() -> several;
                case Finding.Unanswered(LDAPException refusal) -> {
                    trouble.report(refusal);
                    yield unavailable;
                }
            };
        } catch (Unreachable _) {
            // Said by the pool.
            return unavailable;
        }
    }
}
