package im.vestibule.tls;

import im.vestibule.tls.PeerIdentity.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the certificates of clients and servers by PKIX (RFC 5280), with time as an argument. Immutable; used from every event loop.
 *
 * <p>With revocation lists, the client's own certificate must be covered by one that is in date; its authorities are
 * looked up where a list covers them. Nothing is ever fetched.
 */
final class PeerVerifier {
    /** The extended key usages of a TLS peer. Federated servers show the one for servers to each other. */
    private static final Set<String> TLS_PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

    private final Set<TrustAnchor> anchors;
    private final Collection<X509CRL> revocations;
    private final boolean selfSigned;

    /**
     * @param selfSigned whether a certificate may vouch for itself
     */
    PeerVerifier(Collection<X509Certificate> authorities, Collection<X509CRL> revocations, boolean selfSigned) {
        this.anchors = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet());
        this.revocations = List.copyOf(revocations);
        this.selfSigned = selfSigned;
    }

    /** The names to send in a certificate request; none where a client that has no authority is welcome too. */
    X509Certificate[] acceptedIssuers() {
        return selfSigned
                ? new X509Certificate[0]
                : anchors.stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
    }

    /**
     * @param chain as sent, the client's own first, not empty
     */
    PeerIdentity judge(List<X509Certificate> chain, Instant now) {
        Optional<Reason> reason = reason(chain, now);
        return reason.isPresent() ? new PeerIdentity.Unverified(chain, reason.get()) : new PeerIdentity.Verified(chain);
    }

    private Optional<Reason> reason(List<X509Certificate> chain, Instant now) {
        X509Certificate leaf = chain.getFirst();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return Optional.of(Reason.EXPIRED);
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            return Optional.of(Reason.NOT_YET_VALID);
        }
        if (!forTls(leaf)) {
            return Optional.of(Reason.WRONG_PURPOSE);
        }
        Optional<Reason> reason = pkix(chain, now);
        if (reason.equals(Optional.of(Reason.UNKNOWN_AUTHORITY)) && signedByItself(leaf)) {
            return selfSigned ? Optional.empty() : Optional.of(Reason.SELF_SIGNED);
        }
        return reason;
    }

    private static boolean forTls(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            boolean[] usage = leaf.getKeyUsage();
            boolean signs = usage == null || usage[0];
            return signs && (purposes == null || purposes.stream().anyMatch(TLS_PURPOSES::contains));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private static boolean signedByItself(X509Certificate certificate) {
        if (!issued(certificate, certificate)) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private Optional<Reason> pkix(List<X509Certificate> chain, Instant now) {
        if (anchors.stream().anyMatch(anchor -> chain.getFirst().equals(anchor.getTrustedCert()))) {
            return Optional.empty();
        }
        Optional<List<X509Certificate>> path = path(chain);
        if (path.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_AUTHORITY);
        }
        try {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path.get());
            if (revocations.isEmpty()) {
                validator.validate(certPath, parameters);
                return Optional.empty();
            }
            PKIXRevocationChecker checker = checker(validator);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocations)));
            parameters.addCertPathChecker(checker);
            validator.validate(certPath, parameters);
            boolean uncovered = checker.getSoftFailExceptions().stream().anyMatch(missed -> missed.getIndex() == 0);
            return uncovered ? Optional.of(Reason.REVOCATION_UNKNOWN) : Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(reason(e));
        } catch (GeneralSecurityException _) {
            return Optional.of(Reason.INVALID);
        }
    }

    /** From the client's certificate by the names of issuers to one of an authority of ours; empty if none is reached. */
    private Optional<List<X509Certificate>> path(List<X509Certificate> chain) {
        List<X509Certificate> path = new ArrayList<>(List.of(chain.getFirst()));
        while (!anchors.stream().anyMatch(anchor -> issued(anchor.getTrustedCert(), path.getLast()))) {
            Optional<X509Certificate> next = chain.stream()
                    .filter(candidate -> !path.contains(candidate) && issued(candidate, path.getLast()))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            path.add(next.get());
        }
        return Optional.of(path);
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** SOFT_FAIL only notes what no list covers: that is looked at afterwards, for the client's own certificate. */
    private static PKIXRevocationChecker checker(CertPathValidator validator) {
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK,
                PKIXRevocationChecker.Option.SOFT_FAIL));
        return checker;
    }

    private static Reason reason(CertPathValidatorException failure) {
        return switch (failure.getReason()) {
            case BasicReason.EXPIRED -> Reason.EXPIRED;
            case BasicReason.NOT_YET_VALID -> Reason.NOT_YET_VALID;
            case BasicReason.REVOKED -> Reason.REVOKED;
            case BasicReason.UNDETERMINED_REVOCATION_STATUS -> Reason.REVOCATION_UNKNOWN;
            case PKIXReason.NO_TRUST_ANCHOR -> Reason.UNKNOWN_AUTHORITY;
            default -> Reason.INVALID;
        };
    }
}
