package im.vestibule.server.ctl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS of somebody who trusts like that. */
final class Tls {
    /** Whatever else is in the file, such as the key (RFC 7468 §5.1). */
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

    private Tls() {}

    /** @throws IOException naming the file that cannot be used */
    static SSLContext context(Trust trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trust), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(Trust trust) throws IOException, GeneralSecurityException {
        return switch (trust) {
            case Trust.Usual _ -> byName(null);
            case Trust.Authorities(Path file) -> {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (X509Certificate authority : read(file)) {
                    store.setCertificateEntry("authority " + store.size(), authority);
                }
                yield byName(store);
            }
            case Trust.Exactly(List<Path> files) -> {
                List<X509Certificate> known = new ArrayList<>();
                for (Path file : files) {
                    known.add(read(file).getFirst());
                }
                String names = files.stream().map(Path::toString).collect(Collectors.joining(", "));
                yield new TrustManager[] {new ExactTrust(known, names)};
            }
        };
    }

    /** @param authorities null for those of the JDK */
    private static TrustManager[] byName(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** At least one. */
    private static List<X509Certificate> read(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String pem : CERTIFICATE
                    .matcher(text)
                    .results()
                    .map(match -> match.group())
                    .toList()) {
                found.add((X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1))));
            }
        } catch (CertificateException e) {
            throw new IOException("a certificate in " + file + " is broken", e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ", which says whom to trust: " + Faults.words(e), e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return found;
    }
}
