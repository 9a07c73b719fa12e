package im.vestibule.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** Channel binding data, by the names of the IANA registry. */
public final class ChannelBindings {
    /** RFC 9266: 32 bytes that only the two ends of this connection can compute. */
    public static final String TLS_EXPORTER = "tls-exporter";

    /** RFC 5929 section 4: a hash of the certificate that the server showed. */
    public static final String TLS_SERVER_END_POINT = "tls-server-end-point";

    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTER_BYTES = 32;

    private ChannelBindings() {}

    /** Asks the engine: TLS 1.3, or TLS 1.2 with extended master secret (RFC 7627), else empty. */
    static Optional<byte[]> exporter(SSLSession session) {
        try {
            return session instanceof ExtendedSSLSession extended
                    ? Optional.of(extended.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTER_BYTES))
                    : Optional.empty();
        } catch (SSLException | UnsupportedOperationException _) {
            // The engine has none to give: this binding is not offered, and nothing is wrong.
            return Optional.empty();
        }
    }

    /**
     * TLS 1.3's exporter (RFC 8446 section 7.5) by hand.
     *
     * @param secret the exporter secret, as long as the suite's hash
     */
    static byte[] exporter(byte[] secret) {
        String hash = secret.length == 48 ? "SHA384" : "SHA256";
        byte[] nothing = digest(hash.replace("SHA", "SHA-"), new byte[0]);
        byte[] derived = expandLabel(hash, secret, EXPORTER_LABEL, nothing, secret.length);
        return expandLabel(hash, derived, "exporter", nothing, EXPORTER_BYTES);
    }

    /** HKDF-Expand-Label (RFC 8446 section 7.1) for a length of one hash or less: a single HMAC. */
    private static byte[] expandLabel(String hash, byte[] secret, String label, byte[] context, int length) {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        try {
            Mac mac = Mac.getInstance("Hmac" + hash);
            mac.init(new SecretKeySpec(secret, "Hmac" + hash));
            mac.update((byte) 0);
            mac.update((byte) length);
            mac.update((byte) name.length);
            mac.update(name);
            mac.update((byte) context.length);
            mac.update(context);
            mac.update((byte) 1);
            return Arrays.copyOf(mac.doFinal(), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Hmac" + hash, e);
        }
    }

    /** Empty for a signature without a hash of its own, as Ed25519: RFC 5929 leaves that undefined. */
    static Optional<byte[]> endPoint(X509Certificate certificate) {
        try {
            byte[] encoded = certificate.getEncoded();
            return hash(certificate).map(algorithm -> digest(algorithm, encoded));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("our own certificate has no encoding", e);
        }
    }

    /** The hash of the certificate's signature; SHA-256 in place of MD5 and SHA-1. */
    private static Optional<String> hash(X509Certificate certificate) throws GeneralSecurityException, IOException {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String hash = signature.contains("WITH") ? signature.substring(0, signature.indexOf("WITH")) : "";
        if (signature.equals("RSASSA-PSS")) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            hash = parameters
                    .getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .replace("-", "");
        }
        return switch (hash) {
            case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
            case "SHA224" -> Optional.of("SHA-224");
            case "SHA384" -> Optional.of("SHA-384");
            case "SHA512" -> Optional.of("SHA-512");
            default -> Optional.empty();
        };
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
