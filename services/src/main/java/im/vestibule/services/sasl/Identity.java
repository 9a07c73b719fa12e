package im.vestibule.services.sasl;

import im.vestibule.model.Jid;
import java.util.Optional;

/** Whose account a client means. */
final class Identity {
    private Identity() {}

    /**
     * The account of a user name, which is the localpart (RFC 6120 §6.3.7); the bare address will do as well.
     *
     * @param domain the one the stream is for
     * @return empty if no account can have this name
     */
    static Optional<Jid> account(String name, String domain) {
        int at = name.indexOf('@');
        Optional<Jid> account = at < 0
                ? Jid.of(name, domain, "")
                : Jid.of(name.substring(0, at), name.substring(at + 1), "")
                        .filter(other -> other.domain().equals(domain));
        return account.filter(jid -> !jid.local().isEmpty());
    }

    /** Whether the client may act as this authorization identity: as itself, or as what follows from its name. */
    static boolean mayActAs(String authzid, Jid account) {
        return authzid.isEmpty() || Jid.parse(authzid).filter(account::equals).isPresent();
    }
}
