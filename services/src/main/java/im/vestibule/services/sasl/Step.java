package im.vestibule.services.sasl;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Hash;
import im.vestibule.services.fast.Claim;
import im.vestibule.services.fast.FastTokens;
import java.util.Set;

/** What an {@link Exchange} wants done next. */
public sealed interface Step {
    /** Send this to the client; it is to answer. */
    record Challenge(String message) implements Step {}

    /** Ask the accounts, and come back with {@link Exchange#resume}. */
    sealed interface Need extends Step {
        /** Asks, which may wait. */
        Answer ask(Accounts accounts, Set<AuthMethod> allowed);

        record Keys(Jid account, Hash hash) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return accounts.keys(account, hash, allowed)
                        .<Answer>map(Answer.Keys::new)
                        .orElseGet(Answer.Unavailable::new);
            }
        }

        record Check(Jid account, Secret password) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return Answer.of(accounts.check(account, password, allowed));
            }
        }

        /** Whether the client has a token. */
        record Redeem(FastTokens tokens, Claim claim) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return new Answer.Redeemed(tokens.redeem(claim, accounts, allowed));
            }
        }

        /** Whether whom a certificate names is let in. */
        record Admit(Jid account, Certified client) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return Answer.of(accounts.admit(account, client.certificate(), allowed));
            }
        }

        /** Whether somebody is let in who has not said who it is. */
        record Welcome(Jid made) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return Answer.of(accounts.welcome(made, allowed));
            }
        }

        /** Whose token this is, by a method or by us. */
        record Bear(String domain, Secret token) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                // Ours are base64 without dots, theirs have two (RFC 7515 §7.1).
                return new Answer.Token(Payload.base64(token.reveal())
                        .flatMap(Payload::text)
                        .map(own -> accounts.token(domain, new Secret(own), allowed))
                        .orElseGet(() -> accounts.bearer(domain, token, allowed)));
            }
        }

        /** Whose token of ours this is. */
        record Token(String domain, Secret token) implements Need {
            @Override
            public Answer ask(Accounts accounts, Set<AuthMethod> allowed) {
                return new Answer.Token(accounts.token(domain, token, allowed));
            }
        }
    }

    /**
     * The client is who it says.
     *
     * @param account the bare address it may act as
     * @param data additional data to send with the success; none for none
     */
    record Success(Jid account, Octets data) implements Step {
        Success(Jid account, String data) {
            this(account, Octets.of(data));
        }
    }

    record Failure(SaslFailure failure) implements Step {
        static Failure of(SaslFailure.Condition condition) {
            return new Failure(SaslFailure.of(condition));
        }

        static Failure of(SaslFailure.Condition condition, String text) {
            return new Failure(SaslFailure.of(condition, text));
        }
    }
}
