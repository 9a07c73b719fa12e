package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.pool.Unreachable;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One way to log in, for one domain or for all of a type: where the accounts of an {@link AuthMethod} are kept. Calls may wait, so they are made
 * on virtual threads; trouble is a value. Accounts are bare addresses. What a method does not say about itself it cannot do.
 */
public interface Backend {
    AuthMethod method();

    /** The hashes that {@link #lookup} can give keys for; empty if SCRAM is out of the question. */
    default Set<Hash> hashes() {
        return Set.of();
    }

    /** SCRAM keys of an account for one of {@link #hashes}. */
    default Lookup lookup(Jid account, Hash hash) {
        return new Lookup.Unknown();
    }

    /** Whether {@link #check} can be asked, which PLAIN needs. */
    default boolean checksPasswords() {
        return false;
    }

    /** Takes as long for an account that is not there as for a wrong password. */
    default Verdict check(Jid account, Secret password) {
        return Verdict.REFUSED;
    }

    /** Whether {@link #admit} can be asked, which EXTERNAL needs. */
    default boolean admitsCertified() {
        return false;
    }

    /**
     * Whether to let in whom a verified certificate names.
     *
     * @param certificate the client's own; empty if only a proxy has seen it
     */
    default Verdict admit(Jid account, Optional<X509Certificate> certificate) {
        return Verdict.REFUSED;
    }

    /** Whether {@link #bearer} can be asked. */
    default boolean takesBearers() {
        return false;
    }

    /**
     * Whose token this is.
     *
     * @param domain for which it is asked, prepared
     */
    default Bearer bearer(String domain, Secret token) {
        return new Bearer.Refused();
    }

    /** Whether {@link #welcome} can be asked, which ANONYMOUS needs. */
    default boolean welcomesStrangers() {
        return false;
    }

    /**
     * Whether to let in somebody who has not said who it is.
     *
     * @param made a fresh name that nobody could guess
     */
    default Verdict welcome(Jid made) {
        return Verdict.REFUSED;
    }

    Existence exists(Jid account);

    /**
     * The last session of an account is over.
     *
     * @return whether the account was for as long as that only, and is gone
     */
    default boolean endsWithItsSessions(Jid account) {
        return false;
    }

    /**
     * @param most accounts the domain may have
     */
    default Registered register(Jid account, Secret password, Limit most) {
        return Registered.NOT_SUPPORTED;
    }

    default PasswordChange setPassword(Jid account, Secret password) {
        return PasswordChange.NOT_SUPPORTED;
    }

    /** The hashes that {@link #upgrade} can keep keys for (XEP-0480). */
    default Set<Hash> upgrades() {
        return Set.of();
    }

    /** Which of these hashes an account has no keys for. */
    default List<Upgrade> lacking(Jid account, Set<Hash> wanted) {
        return List.of();
    }

    /**
     * Keeps keys next to those that the account has.
     *
     * @param salted the password, salted as RFC 5802 §3 says by what {@link #lacking} has told
     * @return whether the account has keys for this hash now
     */
    default boolean upgrade(Jid account, Upgrade upgrade, Octets salted) {
        return false;
    }

    default Removal remove(Jid account) {
        return Removal.NOT_SUPPORTED;
    }

    /**
     * The accounts of a domain, in no order; none if they are known elsewhere only.
     *
     * @param most of them
     * @return empty if it is down
     */
    default Optional<List<Jid>> accounts(String domain, int most) {
        return Optional.of(List.of());
    }

    /** How many those are; empty if it is down. */
    default OptionalLong count(String domain) {
        return OptionalLong.of(0);
    }

    /** The password itself, where that is what is kept. */
    default Optional<Secret> password(Jid account) {
        return Optional.empty();
    }

    /**
     * Deletes some accounts of a domain that is no more.
     *
     * @param most of them
     * @return how many there were; 0 if none is left, or none can be deleted
     * @throws Unreachable if nothing can be done now
     */
    default int removeSome(String domain, int most) throws Unreachable {
        return 0;
    }
}
