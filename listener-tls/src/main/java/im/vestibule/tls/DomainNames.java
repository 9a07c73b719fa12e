package im.vestibule.tls;

import java.net.IDN;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * Which XMPP domains a server's certificate is for (RFC 6120 §13.7.1.2, RFC 9525): by DNS names, where a wildcard stands for
 * one label, by SRV names of servers, and by addresses of XMPP. The common name is not looked at.
 */
final class DomainNames {
    private static final ASN1ObjectIdentifier XMPP_ADDRESS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");
    private static final ASN1ObjectIdentifier SRV_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");
    private static final List<String> SERVICES = List.of("_xmpp-server.", "_xmpps-server.");
    private static final ServerNames DNS = new ServerNames(true);

    private DomainNames() {}

    /** @param domain prepared */
    static boolean fit(X509Certificate certificate, String domain) {
        Optional<String> ascii = ascii(domain);
        return ascii.isPresent()
                && (DNS.fit(certificate, ascii.get())
                        || others(certificate, SRV_NAME).anyMatch(name -> isService(name, ascii.get()))
                        || others(certificate, XMPP_ADDRESS)
                                .anyMatch(name -> ascii(name).equals(ascii)));
    }

    /** RFC 4985. */
    private static boolean isService(String name, String domain) {
        return SERVICES.stream()
                .anyMatch(service -> name.toLowerCase(Locale.ROOT).startsWith(service)
                        && ascii(name.substring(service.length())).equals(Optional.of(domain)));
    }

    private static Stream<String> others(X509Certificate certificate, ASN1ObjectIdentifier type) {
        try {
            Extensions extensions = Certificate.getInstance(certificate.getEncoded())
                    .getTBSCertificate()
                    .getExtensions();
            GeneralNames names = extensions == null
                    ? null
                    : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
            return names == null
                    ? Stream.empty()
                    : Arrays.stream(names.getNames())
                            .filter(name -> name.getTagNo() == GeneralName.otherName)
                            .map(name -> OtherName.getInstance(name.getName()))
                            .filter(name -> name.getTypeID().equals(type))
                            .flatMap(name -> name.getValue() instanceof ASN1String text
                                    ? Stream.of(text.getString())
                                    : Stream.empty())
                            .toList()
                            .stream();
        } catch (CertificateEncodingException | RuntimeException _) {
            // The parser has an exception of its own for each kind of nonsense.
            return Stream.empty();
        }
    }

    private static Optional<String> ascii(String name) {
        try {
            return Optional.of(IDN.toASCII(name).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
