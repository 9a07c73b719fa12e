package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.AuthSpec.Anonymous.Protocol;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.function.Function;

/**
 * The method {@code anonymous}: logs in whoever comes, by a name that the server makes (SASL ANONYMOUS), or by any name that
 * is nobody's with any password. An account is there for as long as it has a session. SCRAM is out of the question: there is
 * no password that both sides could know.
 */
public final class Anonymous implements Backend {
    private final AuthSpec.Anonymous spec;
    private final Guests guests;
    private final Function<Jid, Existence> elsewhere;

    /**
     * @param elsewhere whether another method of the domain has such an account; may wait
     */
    public Anonymous(AuthSpec.Anonymous spec, Guests guests, Function<Jid, Existence> elsewhere) {
        this.spec = spec;
        this.guests = guests;
        this.elsewhere = elsewhere;
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.ANONYMOUS;
    }

    @Override
    public boolean welcomesStrangers() {
        return spec.protocol() != Protocol.LOGIN_ANON;
    }

    @Override
    public Verdict welcome(Jid made) {
        if (!welcomesStrangers()) {
            return Verdict.REFUSED;
        }
        guests.welcome(made);
        return Verdict.ACCEPTED;
    }

    @Override
    public boolean checksPasswords() {
        return spec.protocol() != Protocol.SASL_ANON;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        if (!checksPasswords()) {
            return Verdict.REFUSED;
        }
        return switch (elsewhere.apply(account)) {
            case EXISTS -> Verdict.REFUSED;
            case UNAVAILABLE -> Verdict.UNAVAILABLE;
            case ABSENT -> guests.enter(account, spec.allowMultipleConnections());
        };
    }

    @Override
    public Existence exists(Jid account) {
        return guests.isHere(account) ? Existence.EXISTS : Existence.ABSENT;
    }

    @Override
    public boolean endsWithItsSessions(Jid account) {
        // Where nobody can tell, it is not for us to throw anything away.
        return guests.leave(account, name -> elsewhere.apply(name) != Existence.ABSENT);
    }
}
