package im.vestibule.admin;

import im.vestibule.model.Jid;

/** Who asks for something to be done. */
public sealed interface Caller {
    /** Somebody who has not said who it is. */
    record Nobody() implements Caller {}

    /** Who may do everything. */
    record Admin() implements Caller {}

    /**
     * Who may do what concerns one domain.
     *
     * @param domain prepared
     */
    record DomainAdmin(String domain) implements Caller {}

    /**
     * Who may do what concerns one account.
     *
     * @param account its bare address
     */
    record User(Jid account) implements Caller {}

    /** Whether it may do what concerns a domain. */
    default boolean owns(String domain) {
        return switch (this) {
            case Admin _ -> true;
            case DomainAdmin(String own) -> own.equals(domain);
            case Nobody _, User _ -> false;
        };
    }
}
