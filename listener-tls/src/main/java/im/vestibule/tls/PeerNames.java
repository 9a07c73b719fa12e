package im.vestibule.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * The names in a certificate that may stand for a user. Taken from its parsed form only: the printed form of a name can
 * contain what looks like another one (CVE-2025-59154).
 *
 * @param xmppAddresses {@code id-on-xmppAddr} in the subject's alternative names, as written (RFC 6120 §13.7.1.4)
 * @param commonName of the subject, if it has exactly one
 */
public record PeerNames(List<String> xmppAddresses, Optional<String> commonName) {
    private static final ASN1ObjectIdentifier XMPP_ADDRESS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");
    private static final PeerNames NONE = new PeerNames(List.of(), Optional.empty());

    /** A certificate that cannot be parsed names nobody. */
    static PeerNames of(X509Certificate certificate) {
        try {
            Certificate parsed = Certificate.getInstance(certificate.getEncoded());
            return new PeerNames(xmppAddresses(parsed), commonName(parsed.getSubject()));
        } catch (CertificateEncodingException | RuntimeException _) {
            // Whoever may sign for itself may write anything, and the parser has an exception of its own for each kind.
            return NONE;
        }
    }

    private static List<String> xmppAddresses(Certificate certificate) {
        Extensions extensions = certificate.getTBSCertificate().getExtensions();
        Optional<GeneralNames> names = Optional.ofNullable(extensions)
                .map(all -> GeneralNames.fromExtensions(all, Extension.subjectAlternativeName));
        return names.stream()
                .flatMap(all -> Arrays.stream(all.getNames()))
                .filter(name -> name.getTagNo() == GeneralName.otherName)
                .map(name -> OtherName.getInstance(name.getName()))
                .filter(name -> name.getTypeID().equals(XMPP_ADDRESS))
                .flatMap(name ->
                        name.getValue() instanceof ASN1UTF8String text ? Stream.of(text.getString()) : Stream.empty())
                .toList();
    }

    private static Optional<String> commonName(X500Name subject) {
        List<String> names = Arrays.stream(subject.getRDNs(BCStyle.CN))
                .flatMap(part -> Arrays.stream(part.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(BCStyle.CN))
                .map(attribute -> attribute.getValue() instanceof ASN1String text ? text.getString() : "")
                .toList();
        return names.size() == 1 ? Optional.of(names.getFirst()).filter(name -> !name.isEmpty()) : Optional.empty();
    }
}
