package im.vestibule.tls;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.asn1.x9.DomainParameters;
import org.bouncycastle.util.io.pem.PemObject;

/** {@code dhfile}: finite-field Diffie-Hellman parameters in PEM, of PKCS#3 or X9.42. */
final class DhParameters {
    private static final String KEY = "dhfile";

    /** RFC 9325 section 4.4, and what the JDK can do. */
    private static final int MIN_BITS = 2048;

    private static final int MAX_BITS = 8192;
    private static final int PRIME_CERTAINTY = 64;

    private DhParameters() {}

    static Optional<DHParameterSpec> read(Path file, Faults faults) {
        return Pem.blocks(file, KEY, faults).flatMap(blocks -> read(file, blocks, faults));
    }

    private static Optional<DHParameterSpec> read(Path file, List<PemObject> blocks, Faults faults) {
        String make = "openssl dhparam -out dh.pem 2048 makes some";
        Optional<PemObject> block = blocks.stream()
                .filter(candidate -> candidate.getType().endsWith("DH PARAMETERS"))
                .findFirst();
        if (block.isEmpty()) {
            faults.error(KEY, file + " holds no DH parameters", make);
            return Optional.empty();
        }
        try {
            DHParameterSpec parameters = parse(block.get());
            int bits = parameters.getP().bitLength();
            if (bits < MIN_BITS || bits > MAX_BITS || bits % 64 != 0) {
                faults.error(KEY, "DH parameters of " + bits + " bits cannot be used", make);
            } else if (!parameters.getP().isProbablePrime(PRIME_CERTAINTY)
                    || parameters.getG().compareTo(BigInteger.ONE) <= 0
                    || parameters.getG().compareTo(parameters.getP().subtract(BigInteger.ONE)) >= 0) {
                faults.error(KEY, "the DH parameters in " + file + " are unsound", make);
            } else {
                return Optional.of(parameters);
            }
        } catch (RuntimeException _) {
            // BouncyCastle's ASN.1 tells of a broken structure by several kinds of them.
            faults.error(KEY, "the DH parameters in " + file + " are broken", make);
        }
        return Optional.empty();
    }

    private static DHParameterSpec parse(PemObject block) {
        if (block.getType().startsWith("X9.42")) {
            DomainParameters x942 = DomainParameters.getInstance(block.getContent());
            return new DHParameterSpec(x942.getP(), x942.getG());
        }
        DHParameter pkcs3 = DHParameter.getInstance(block.getContent());
        return new DHParameterSpec(pkcs3.getP(), pkcs3.getG());
    }
}
