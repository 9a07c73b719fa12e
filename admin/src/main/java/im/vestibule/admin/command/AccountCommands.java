package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Registered;
import im.vestibule.services.account.Removal;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Accounts of the served domains. */
public final class AccountCommands {
    /** Accounts that one answer lists. */
    static final int MOST = 100_000;

    /** Bytes of a name, and of a password, that nobody is to guess. */
    private static final int NAME = 8;

    private static final int PASSWORD = 32;

    private final Hosts hosts;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SecureRandom random;

    public AccountCommands(Hosts hosts, Accounts accounts, Sessions sessions, SecureRandom random) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.random = random;
    }

    /** Every account of a domain that is known here, by name. */
    public Answer<List<Jid>> list(String domain) {
        if (!hosts.serves(domain)) {
            return Refusals.noDomain();
        }
        // One more, to know whether that is all.
        Optional<List<Jid>> all = accounts.list(domain, MOST + 1);
        if (all.isEmpty()) {
            return Refusals.unavailable();
        }
        return all.get().size() > MOST ? Refusals.tooMany(MOST) : Answer.done(all.get());
    }

    public Answer<Long> count(String domain) {
        if (!hosts.serves(domain)) {
            return Refusals.noDomain();
        }
        var number = accounts.count(domain);
        return number.isPresent() ? Answer.done(number.getAsLong()) : Refusals.unavailable();
    }

    /** Whether this is the password. */
    public Answer<Boolean> check(Jid user, Secret password) {
        if (accounts.exists(user.bare()) == Existence.ABSENT) {
            return Refusals.noUser(user);
        }
        Verdict verdict = accounts.check(user.bare(), password, EnumSet.allOf(AuthMethod.class));
        return switch (verdict) {
            case ACCEPTED -> Answer.done(true);
            case REFUSED -> Answer.done(false);
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    /**
     * Whether a password that is kept as it is has this hash.
     *
     * @param method {@code md5} or {@code sha}
     * @param hash in hexadecimal, with or without the zero before a single digit
     */
    public Answer<Boolean> checkHash(Jid user, String hash, String method) {
        Optional<PasswordHash> known = PasswordHash.of(method);
        if (known.isEmpty()) {
            return Answer.refused(Code.WRONG_METHOD, "Given hash method is not supported");
        }
        if (accounts.exists(user.bare()) == Existence.UNAVAILABLE) {
            return Refusals.unavailable();
        }
        return accounts.password(user.bare())
                .map(password -> Answer.done(known.get().matches(password, hash)))
                .orElseGet(() -> Answer.refused(
                        Code.WRONG_USER, "User does not exist or using SCRAM password, which has no hash"));
    }

    public Answer<Boolean> exists(Jid user) {
        return switch (accounts.exists(user.bare())) {
            case EXISTS -> Answer.done(true);
            case ABSENT -> Answer.done(false);
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    /**
     * Makes an account.
     *
     * @param name prepared localpart; empty for one that is made up
     * @return its address
     */
    public Answer<Jid> register(String domain, Optional<String> name, Secret password) {
        Optional<Jid> made = Jid.of(name.orElseGet(() -> word(NAME)), domain, "");
        if (made.isEmpty() || made.get().local().isEmpty()) {
            return Answer.refused(Refusal.of(Code.INVALID_JID, "Invalid JID " + name.orElse("") + '@' + domain));
        }
        Jid user = made.get();
        Registered registered = hosts.serves(domain) && !password.reveal().isEmpty()
                ? accounts.register(user, password)
                : Registered.NOT_SUPPORTED;
        return switch (registered) {
            case DONE -> Answer.done(user);
            case EXISTS -> refuse(Code.EXISTS, "User " + user + " already registered", user);
            case FULL -> refuse(Code.LIMIT_PER_DOMAIN_EXCEEDED, "User limit has been exceeded", user);
            case BAD_PASSWORD, NOT_SUPPORTED -> refuse(Code.CANNOT_REGISTER, "Can't register user " + user, user);
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    /** Removes an account with all that belongs to it; its sessions end. */
    public Answer<Jid> remove(Jid user) {
        Removal removal = accounts.remove(user.bare());
        return switch (removal) {
            case DONE -> Answer.done(user.bare());
            case ABSENT, NOT_SUPPORTED -> notAuthorized(user);
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    /** Ends the sessions of an account, and gives it a password that nobody knows. */
    public Answer<Jid> ban(Jid user, String reason) {
        Jid account = user.bare();
        if (accounts.exists(account) == Existence.ABSENT) {
            return Refusals.noUser(user);
        }
        Answer<Jid> changed = changePassword(account, new Secret(word(PASSWORD)));
        if (changed instanceof Answer.Done<Jid>) {
            StreamError error = StreamError.of(StreamError.Condition.CONFLICT, reason);
            for (Session session : sessions.of(account)) {
                session.outlet().close(error);
            }
        }
        return changed;
    }

    public Answer<Jid> changePassword(Jid user, Secret password) {
        if (password.reveal().isEmpty()) {
            return refuse(Code.EMPTY_PASSWORD, "Empty password", user.bare());
        }
        PasswordChange change = accounts.setPassword(user.bare(), password);
        return switch (change) {
            case DONE -> Answer.done(user.bare());
            case ABSENT, NOT_SUPPORTED -> notAuthorized(user);
            case BAD_PASSWORD -> refuse(Code.NOT_ALLOWED, "This password is not allowed", user.bare());
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    private String word(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static <T> Answer<T> notAuthorized(Jid user) {
        return refuse(Code.NOT_ALLOWED, "User does not exist or you are not authorized properly", user.bare());
    }

    private static <T> Answer<T> refuse(Code code, String message, Jid user) {
        return Answer.refused(Refusal.of(code, message).with("jid", user.toString()));
    }
}
