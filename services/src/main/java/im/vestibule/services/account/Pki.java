package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.model.Jid;
import java.security.cert.X509Certificate;
import java.util.Optional;

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
    public boolean admitsCertified() {
        return true;
    }

    @Override
    public Verdict admit(Jid account, Optional<X509Certificate> certificate) {
        return Verdict.ACCEPTED;
    }

    @Override
    public Existence exists(Jid account) {
        return Existence.EXISTS;
    }
}
