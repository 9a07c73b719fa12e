package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.program.Programs;
import im.vestibule.services.program.Question;
import java.util.Optional;

/**
 * The method {@code external}: accounts that a program knows. Passwords are told to it prepared, so that those are equal
 * there that RFC 4013 calls equal. It says yes or no; what a no means is asked of it in turn.
 */
public final class External implements Backend {
    private static final String NOBODY = "vestibule-probe";

    private final Programs programs;

    public External(Programs programs) {
        this.programs = programs;
    }

    /** A question without effect, to try such programs with. */
    public static Question probe(String domain) {
        return Question.of("isuser", NOBODY, domain);
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.EXTERNAL;
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Verdict.REFUSED;
        }
        try {
            return ask("auth", account, prepared.get()) ? Verdict.ACCEPTED : Verdict.REFUSED;
        } catch (Unreachable _) {
            return Verdict.UNAVAILABLE;
        }
    }

    @Override
    public Existence exists(Jid account) {
        try {
            return isThere(account) ? Existence.EXISTS : Existence.ABSENT;
        } catch (Unreachable _) {
            return Existence.UNAVAILABLE;
        }
    }

    /** The program does not tell how many it has, so {@code most} has no effect; the configuration's checks say so. */
    @Override
    public Registered register(Jid account, Secret password, Limit most) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Registered.BAD_PASSWORD;
        }
        try {
            // Not every program looks before it leaps.
            if (isThere(account)) {
                return Registered.EXISTS;
            }
            return ask("tryregister", account, prepared.get()) ? Registered.DONE : Registered.NOT_SUPPORTED;
        } catch (Unreachable _) {
            return Registered.UNAVAILABLE;
        }
    }

    @Override
    public PasswordChange setPassword(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return PasswordChange.BAD_PASSWORD;
        }
        try {
            if (ask("setpass", account, prepared.get())) {
                return PasswordChange.DONE;
            }
            return isThere(account) ? PasswordChange.NOT_SUPPORTED : PasswordChange.ABSENT;
        } catch (Unreachable _) {
            return PasswordChange.UNAVAILABLE;
        }
    }

    @Override
    public Removal remove(Jid account) {
        try {
            if (programs.ask(Question.of("removeuser", account.local(), account.domain()))) {
                return Removal.DONE;
            }
            return isThere(account) ? Removal.NOT_SUPPORTED : Removal.ABSENT;
        } catch (Unreachable _) {
            return Removal.UNAVAILABLE;
        }
    }

    private boolean isThere(Jid account) throws Unreachable {
        return programs.ask(Question.of("isuser", account.local(), account.domain()));
    }

    private boolean ask(String operation, Jid account, Secret password) throws Unreachable {
        return programs.ask(Question.of(operation, account.local(), account.domain(), password));
    }
}
