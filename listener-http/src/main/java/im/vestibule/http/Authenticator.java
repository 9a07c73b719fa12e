package im.vestibule.http;

import im.vestibule.admin.Caller;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.HandlerSpec.Credentials;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Verdict;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BiFunction;

/** Whom an API lets in. May wait. */
interface Authenticator {
    /** Who asks without a name. */
    Caller nameless();

    /** The account that a name means, for counting failures; empty if there can be none. */
    Optional<Jid> account(String name);

    Login check(Authorization.Basic given);

    /** One name and password of an administrator; without them anybody is let in, unless he gives some. */
    record Admin(Optional<Credentials> credentials) implements Authenticator {
        /** Not of a domain that anybody can have (RFC 6761 §6.4). */
        private static final Jid ACCOUNT = Jid.of("admin@admin.invalid");

        @Override
        public Caller nameless() {
            return credentials.isPresent() ? new Caller.Nobody() : new Caller.Admin();
        }

        @Override
        public Optional<Jid> account(String name) {
            return Optional.of(ACCOUNT);
        }

        @Override
        public Login check(Authorization.Basic given) {
            return credentials.filter(known -> matches(known, given)).isPresent()
                    ? new Login.In(new Caller.Admin())
                    : new Login.Wrong();
        }

        /** Looks at both, whatever the first is. */
        private static boolean matches(Credentials known, Authorization.Basic given) {
            boolean name = new Secret(known.username()).matches(given.name());
            boolean password = known.password().matches(given.password().reveal());
            return name && password;
        }
    }

    /**
     * The administrators of domains, each {@code admin@DOMAIN}.
     *
     * @param admins says whether a domain, prepared, has an administrator with this password
     */
    record DomainAdmin(BiFunction<String, Secret, Verdict> admins) implements Authenticator {
        private static final String NAME = "admin";

        @Override
        public Caller nameless() {
            return new Caller.Nobody();
        }

        @Override
        public Optional<Jid> account(String name) {
            return Jid.parse(name).filter(jid -> jid.isBare() && jid.local().equals(NAME));
        }

        @Override
        public Login check(Authorization.Basic given) {
            return account(given.name())
                    .map(jid ->
                            login(admins.apply(jid.domain(), given.password()), new Caller.DomainAdmin(jid.domain())))
                    .orElseGet(Login.Wrong::new);
        }
    }

    /** The users, by whichever method their domain has. */
    record User(Accounts accounts) implements Authenticator {
        @Override
        public Caller nameless() {
            return new Caller.Nobody();
        }

        @Override
        public Optional<Jid> account(String name) {
            return Jid.parse(name).filter(jid -> !jid.local().isEmpty()).map(Jid::bare);
        }

        @Override
        public Login check(Authorization.Basic given) {
            return account(given.name())
                    .map(jid -> login(
                            accounts.check(jid, given.password(), EnumSet.allOf(AuthMethod.class)),
                            new Caller.User(jid)))
                    .orElseGet(Login.Wrong::new);
        }
    }

    private static Login login(Verdict verdict, Caller caller) {
        return switch (verdict) {
            case ACCEPTED -> new Login.In(caller);
            case REFUSED -> new Login.Wrong();
            case UNAVAILABLE -> new Login.Unavailable();
        };
    }
}
