package im.vestibule.tls;

import im.vestibule.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Private keys from PEM: PKCS#8 (RFC 5958) plain and encrypted, PKCS#1 and SEC 1 (RFC 5915) plain and with OpenSSL's
 * older {@code Proc-Type: 4,ENCRYPTED}.
 */
final class PrivateKeys {
    private static final Map<ASN1ObjectIdentifier, String> JCA_NAMES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");

    /** Those that TLS clients of today know. */
    private static final Set<ASN1Encodable> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private final Path file;
    private final Optional<Secret> password;
    private final String prefix;
    private final String where;
    private final Faults faults;

    /**
     * @param prefix of the table within {@code tls}
     * @param where the key of the file in the table
     */
    PrivateKeys(Path file, Optional<Secret> password, String prefix, String where, Faults faults) {
        this.file = file;
        this.password = password;
        this.prefix = prefix;
        this.where = where;
        this.faults = faults;
    }

    /** The first private key among the blocks of the file, or a fault. */
    Optional<PrivateKey> first(List<PemObject> blocks) {
        Optional<PemObject> block = blocks.stream()
                .filter(candidate -> candidate.getType().endsWith("PRIVATE KEY"))
                .findFirst();
        if (block.isEmpty()) {
            String hint =
                    where.endsWith("keyfile") ? "" : "append it to the file; with just_tls, keyfile can name another";
            faults.error(where, file + " holds no private key", hint);
        }
        return block.flatMap(this::info).flatMap(this::key);
    }

    private static boolean encrypted(PemObject block) {
        return block.getType().startsWith("ENCRYPTED")
                || Pem.header(block, "Proc-Type").contains("ENCRYPTED");
    }

    private Optional<PrivateKeyInfo> info(PemObject block) {
        if (encrypted(block) && password.isEmpty()) {
            faults.error(
                    prefix + "password",
                    "the private key in " + file + " is encrypted, and no password is given",
                    "with just_tls set password, or decrypt the key: openssl pkey -in key.pem -out plain.pem");
            return Optional.empty();
        }
        try {
            return switch (block.getType()) {
                case "ENCRYPTED PRIVATE KEY" -> Optional.of(decrypted(block));
                case "PRIVATE KEY" -> Optional.of(PrivateKeyInfo.getInstance(plain(block)));
                case "RSA PRIVATE KEY" -> {
                    RSAPrivateKey rsa = RSAPrivateKey.getInstance(plain(block));
                    yield Optional.of(info(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE, rsa));
                }
                case "EC PRIVATE KEY" -> {
                    ECPrivateKey ec = ECPrivateKey.getInstance(plain(block));
                    yield Optional.of(info(X9ObjectIdentifiers.id_ecPublicKey, ec.getParametersObject(), ec));
                }
                default -> {
                    faults.error(where, "a " + block.getType() + " cannot be used for TLS", "use an EC or RSA key");
                    yield Optional.empty();
                }
            };
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            // BouncyCastle tells of a broken structure by many a RuntimeException, and of a wrong password by these
            // too.
            if (encrypted(block)) {
                faults.error(prefix + "password", "it does not open the private key in " + file);
            } else {
                faults.error(where, "the private key in " + file + " is broken");
            }
            return Optional.empty();
        }
    }

    private PrivateKeyInfo decrypted(PemObject block) throws IOException, OperatorCreationException, PKCSException {
        return new PKCS8EncryptedPrivateKeyInfo(block.getContent())
                .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(characters()));
    }

    /** The block's content, decrypted if its headers ask for that. */
    private byte[] plain(PemObject block) throws OperatorCreationException, PEMException {
        if (!encrypted(block)) {
            return block.getContent();
        }
        String[] algorithm = Pem.header(block, "DEK-Info").split(",", 2);
        return new JcePEMDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(characters())
                .get(algorithm[0])
                .decrypt(block.getContent(), HexFormat.of().parseHex(algorithm[1]));
    }

    private char[] characters() {
        return password.map(Secret::reveal).orElse("").toCharArray();
    }

    private static PrivateKeyInfo info(ASN1ObjectIdentifier algorithm, ASN1Encodable parameters, ASN1Encodable key)
            throws IOException {
        return new PrivateKeyInfo(new AlgorithmIdentifier(algorithm, parameters), key);
    }

    private Optional<PrivateKey> key(PrivateKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        String name = JCA_NAMES.get(algorithm);
        ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
        if (name == null) {
            faults.error(where, "a key of algorithm " + algorithm + " cannot be used for TLS", "use an EC or RSA key");
        } else if (name.equals("EC") && !CURVES.contains(curve)) {
            faults.error(where, "an EC key on curve " + curve + " cannot be used", "use P-256");
        } else {
            try {
                PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(info.getEncoded());
                return Optional.of(KeyFactory.getInstance(name).generatePrivate(encoded));
            } catch (GeneralSecurityException | IOException _) {
                faults.error(where, "the private key in " + file + " is broken");
            }
        }
        return Optional.empty();
    }
}
