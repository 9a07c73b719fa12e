package im.vestibule.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** What is known of the client by its certificate. */
public sealed interface PeerIdentity {
    /** The client showed no certificate, or was not asked for one. */
    record Absent() implements PeerIdentity {}

    /**
     * The client holds the key of the first certificate, and the chain is in date and trusted.
     *
     * @param chain as sent, the client's own first
     */
    record Verified(List<X509Certificate> chain) implements PeerIdentity {
        /** Who the client's own certificate says it is. */
        public PeerNames names() {
            return PeerNames.of(chain.getFirst());
        }

        /**
         * Whether the peer's certificate is for an XMPP domain, as a server's is.
         *
         * @param domain prepared
         */
        public boolean covers(String domain) {
            return DomainNames.fit(chain.getFirst(), domain);
        }

        /** The name only: a log is no place for whole certificates. */
        @Override
        public String toString() {
            return "Verified[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    /**
     * The client holds the key of the first certificate, but nothing vouches for what it says.
     *
     * @param chain as sent, the client's own first
     */
    record Unverified(List<X509Certificate> chain, Reason reason) implements PeerIdentity {
        @Override
        public String toString() {
            return "Unverified[" + chain.getFirst().getSubjectX500Principal() + ", " + reason + "]";
        }
    }

    /** Why a certificate is not believed. */
    enum Reason {
        EXPIRED,
        NOT_YET_VALID,
        SELF_SIGNED,
        UNKNOWN_AUTHORITY,
        REVOKED,
        /** There are revocation lists, but none in date that covers the certificate. */
        REVOCATION_UNKNOWN,
        /** Not made for TLS. */
        WRONG_PURPOSE,
        /** Anything else: a bad signature, a weak algorithm, a constraint that does not hold. */
        INVALID
    }
}
