package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts in memory; it can be told to be down, to let nobody change anything, to take certificates for passwords, or
 * tokens of the form {@code bearer.LOCALPART.right}, or whoever comes.
 */
public final class Remembering implements Backend {
    public static final int ITERATIONS = 4;

    private static final Derivation DERIVATION = new Derivation();
    private static final byte[] SALT = new byte[Decoys.SALT];

    private final AuthMethod method;
    private final Map<Jid, Secret> passwords = new HashMap<>();
    public Set<Hash> hashes = EnumSet.allOf(Hash.class);
    public boolean down;
    public boolean readOnly;
    public boolean certified;
    public boolean strangers;
    public boolean bearers;

    public Remembering(AuthMethod method) {
        this.method = method;
    }

    public void put(Jid account, Secret password) {
        passwords.put(account, password);
    }

    /** Keys made of this password. */
    public static ScramKeys keys(Hash hash, Secret password, byte[] salt, int iterations) {
        return DERIVATION.keys(hash, password, salt, iterations).orElseThrow();
    }

    ScramKeys keys(Jid account, Hash hash) {
        return keys(hash, Objects.requireNonNull(passwords.get(account)), SALT, ITERATIONS);
    }

    @Override
    public AuthMethod method() {
        return method;
    }

    @Override
    public Set<Hash> hashes() {
        return hashes;
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        if (down) {
            return new Lookup.Unavailable();
        }
        return passwords.containsKey(account) ? new Lookup.Found(keys(account, hash)) : new Lookup.Unknown();
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        if (down) {
            return Verdict.UNAVAILABLE;
        }
        return password.equals(passwords.getOrDefault(account, new Secret(""))) ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    @Override
    public boolean admitsCertified() {
        return certified;
    }

    @Override
    public Verdict admit(Jid account, Optional<X509Certificate> certificate) {
        if (down) {
            return Verdict.UNAVAILABLE;
        }
        return certified && passwords.containsKey(account) ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    @Override
    public boolean takesBearers() {
        return bearers;
    }

    @Override
    public Bearer bearer(String domain, Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (down) {
            return new Bearer.Unavailable();
        }
        if (!bearers || parts.length != 3 || !parts[2].matches("right|late")) {
            return new Bearer.Refused();
        }
        return parts[2].equals("late")
                ? new Bearer.Expired()
                : passwords.keySet().stream()
                        .filter(account -> account.local().equals(parts[1]))
                        .findFirst()
                        .<Bearer>map(Bearer.Accepted::of)
                        .orElseGet(Bearer.Refused::new);
    }

    @Override
    public boolean welcomesStrangers() {
        return strangers;
    }

    @Override
    public Verdict welcome(Jid made) {
        if (down) {
            return Verdict.UNAVAILABLE;
        }
        return strangers ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    @Override
    public Existence exists(Jid account) {
        if (down) {
            return Existence.UNAVAILABLE;
        }
        return passwords.containsKey(account) ? Existence.EXISTS : Existence.ABSENT;
    }

    @Override
    public Registered register(Jid account, Secret password, Limit most) {
        if (readOnly) {
            return Registered.NOT_SUPPORTED;
        }
        if (down) {
            return Registered.UNAVAILABLE;
        }
        if (passwords.size() >= most.value()) {
            return Registered.FULL;
        }
        return passwords.putIfAbsent(account, password) == null ? Registered.DONE : Registered.EXISTS;
    }

    @Override
    public PasswordChange setPassword(Jid account, Secret password) {
        if (readOnly) {
            return PasswordChange.NOT_SUPPORTED;
        }
        if (down) {
            return PasswordChange.UNAVAILABLE;
        }
        return passwords.replace(account, password) == null ? PasswordChange.ABSENT : PasswordChange.DONE;
    }

    @Override
    public Removal remove(Jid account) {
        if (readOnly) {
            return Removal.NOT_SUPPORTED;
        }
        if (down) {
            return Removal.UNAVAILABLE;
        }
        return passwords.remove(account) == null ? Removal.ABSENT : Removal.DONE;
    }
}
