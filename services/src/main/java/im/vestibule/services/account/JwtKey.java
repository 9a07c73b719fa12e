package im.vestibule.services.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import im.vestibule.config.JwtSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What signatures of tokens are held against: of a secret every byte, else a public key or a certificate in PEM. */
public sealed interface JwtKey {
    record Usable(JWSVerifier verifier) implements JwtKey {}

    /**
     * @param why in words, without any of the key
     */
    record Unusable(String why) implements JwtKey {}

    /** RFC 7518 §3.3. */
    int LEAST_RSA_BITS = 2_048;

    Pattern PEM = Pattern.compile(
            "-----BEGIN (?<type>[A-Z0-9 ]{1,40})-----(?<body>[A-Za-z0-9+/=\\s]++)-----END \\k<type>-----");

    /** The key of a table, but one that is looked up for every token. */
    static JwtKey of(JwtSpec spec) {
        return switch (spec.key()) {
            case JwtSpec.Key.File file -> {
                try {
                    yield of(spec.algorithm(), Files.readAllBytes(file.path()));
                } catch (IOException e) {
                    yield new Unusable("cannot be read: " + e.getMessage());
                }
            }
            case JwtSpec.Key.Text text ->
                of(spec.algorithm(), text.secret().reveal().getBytes(StandardCharsets.UTF_8));
            case JwtSpec.Key.Environment _ -> throw new IllegalArgumentException("not known before a token comes");
        };
    }

    static JwtKey of(JwtSpec.Algorithm algorithm, byte[] key) {
        try {
            return switch (algorithm) {
                case HS256 -> secret(algorithm, key, 32);
                case HS384 -> secret(algorithm, key, 48);
                case HS512 -> secret(algorithm, key, 64);
                case RS256, RS384, RS512 -> rsa(algorithm, key);
                case ES256, ES384, ES512 -> curve(algorithm, key);
            };
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            // Of what is wrong within, the JDK says little that helps, and might say some of the key.
            return new Unusable("cannot be read as a public key or certificate");
        }
    }

    /** RFC 7518 §3.2: as long as the hash at least. */
    private static JwtKey secret(JwtSpec.Algorithm algorithm, byte[] key, int least) throws JOSEException {
        return key.length < least
                ? new Unusable(algorithm + " needs a key of " + least + " bytes or more, this one has " + key.length)
                : new Usable(new MACVerifier(key));
    }

    private static JwtKey rsa(JwtSpec.Algorithm algorithm, byte[] key) throws GeneralSecurityException {
        return switch (Pem.read(key, "RSA")) {
            case Pem.Not(String why) -> new Unusable(why);
            case Pem.Key(PublicKey found)
            when found instanceof RSAPublicKey rsa ->
                rsa.getModulus().bitLength() < LEAST_RSA_BITS
                        ? new Unusable(algorithm + " needs an RSA key of " + LEAST_RSA_BITS + " bits or more")
                        : new Usable(new RSASSAVerifier(rsa));
            case Pem.Key _ -> new Unusable(algorithm + " needs an RSA key");
        };
    }

    private static JwtKey curve(JwtSpec.Algorithm algorithm, byte[] key)
            throws GeneralSecurityException, JOSEException {
        return switch (Pem.read(key, "EC")) {
            case Pem.Not(String why) -> new Unusable(why);
            case Pem.Key(PublicKey found)
            when found instanceof ECPublicKey ec -> {
                JWSVerifier verifier = new ECDSAVerifier(ec);
                yield verifier.supportedJWSAlgorithms().contains(JWSAlgorithm.parse(algorithm.name()))
                        ? new Usable(verifier)
                        : new Unusable("this key is on another curve than " + algorithm + " uses");
            }
            case Pem.Key _ -> new Unusable(algorithm + " needs a key on an elliptic curve");
        };
    }

    /** What is in PEM. */
    sealed interface Pem {
        record Key(PublicKey key) implements Pem {}

        record Not(String why) implements Pem {}

        /**
         * The first object that is a key.
         *
         * @param family the JDK's name for its algorithm
         */
        static Pem read(byte[] file, String family) throws GeneralSecurityException {
            Matcher matcher = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
            if (!matcher.find()) {
                return new Not("expected a public key or certificate in PEM");
            }
            byte[] body = Base64.getMimeDecoder().decode(matcher.group("body"));
            return switch (matcher.group("type")) {
                case "CERTIFICATE" ->
                    new Key(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(body))
                            .getPublicKey());
                case "PUBLIC KEY" ->
                    new Key(KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(body)));
                case String type
                when type.endsWith("PRIVATE KEY") ->
                    new Not("this is a private key: tokens are checked with the public one");
                default -> new Not("expected BEGIN PUBLIC KEY or BEGIN CERTIFICATE");
            };
        }
    }
}
