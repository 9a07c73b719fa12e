package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class Pbkdf2Test {
    @Test
    void agreesWithRfc6070() {
        assertThat(hex(Hash.SHA, "password", "salt", 1)).isEqualTo("0c60c80f961f0e71f3a9b524af6012062fe037a6");
        assertThat(hex(Hash.SHA, "password", "salt", 4096)).isEqualTo("4b007901b765489abead49d926f721d065a429c1");
    }

    @Test
    void agreesWithRfc7914() {
        assertThat(hex(Hash.SHA256, "passwd", "salt", 1))
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    }

    private static String hex(Hash hash, String password, String salt, int iterations) {
        return HexFormat.of().formatHex(Pbkdf2.hi(hash, password.getBytes(UTF_8), salt.getBytes(UTF_8), iterations));
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheJdkForKeysOfAnyLength(Hash hash) throws GeneralSecurityException {
        String algorithm = "PBKDF2WithHmac" + hash.digest().getAlgorithm().replace("-", "");
        byte[] salt = "a salt of its own".getBytes(UTF_8);
        for (int length : new int[] {1, hash.block() - 1, hash.block(), hash.block() + 1, 3 * hash.block()}) {
            String password = "p".repeat(length);
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, 5, hash.length() * 8);

            assertThat(Pbkdf2.hi(hash, password.getBytes(UTF_8), salt, 5))
                    .as("%s bytes", length)
                    .isEqualTo(SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(spec)
                            .getEncoded());
        }
    }
}
