package im.vestibule.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which servers a certificate is for, by its subject alternative names (RFC 9525). The common name is not looked at.
 *
 * @param wildcards whether {@code *.} may stand for one label
 */
record ServerNames(boolean wildcards) {
    private static final Integer DNS_NAME = 2;
    private static final Integer IP_ADDRESS = 7;

    /**
     * @param name a domain name or an IP address
     */
    boolean fit(X509Certificate certificate, String name) {
        Optional<InetAddress> address = address(name);
        return names(certificate).stream()
                .anyMatch(candidate -> address.isPresent()
                        ? candidate.getFirst().equals(IP_ADDRESS)
                                && address(String.valueOf(candidate.get(1))).equals(address)
                        : candidate.getFirst().equals(DNS_NAME)
                                && matches(ascii(String.valueOf(candidate.get(1))), ascii(name)));
    }

    private static Collection<List<?>> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** RFC 9525 §6.3: the wildcard is the whole leftmost label, and there is more than a top-level domain behind it. */
    private boolean matches(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return !pattern.isEmpty() && pattern.equals(name);
        }
        int dot = name.indexOf('.');
        String rest = pattern.substring(1);
        return wildcards
                && dot > 0
                && rest.indexOf('.', 1) > 0
                && name.substring(dot).equals(rest);
    }

    private static String ascii(String name) {
        try {
            String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return IDN.toASCII(plain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
