package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.JwtSpec;
import im.vestibule.config.JwtSpec.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JwtKeyTest {
    private static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static JwtKey of(Algorithm algorithm, String key) {
        return JwtKey.of(algorithm, key.getBytes(UTF_8));
    }

    private static void assertUnusable(JwtKey key, String why) {
        assertThat(key)
                .isInstanceOfSatisfying(
                        JwtKey.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains(why));
    }

    /** RFC 7518 §3.2. */
    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
    void wantsASecretAsLongAsTheHash(Algorithm algorithm, int bytes) {
        assertThat(of(algorithm, "k".repeat(bytes))).isInstanceOf(JwtKey.Usable.class);
        assertUnusable(of(algorithm, "k".repeat(bytes - 1)), bytes + " bytes or more, this one has " + (bytes - 1));
    }

    @Test
    void wantsAKeyThatFitsTheAlgorithm() throws GeneralSecurityException {
        String rsa = JwtTest.pem(pair("RSA", 2_048));
        String curve = JwtTest.pem(pair("EC", 256));

        assertThat(of(Algorithm.RS512, "# ours\n" + rsa)).isInstanceOf(JwtKey.Usable.class);
        assertThat(of(Algorithm.ES256, curve)).isInstanceOf(JwtKey.Usable.class);
        assertUnusable(of(Algorithm.RS256, curve), "cannot be read");
        assertUnusable(of(Algorithm.ES256, rsa), "cannot be read");
        assertUnusable(of(Algorithm.ES384, curve), "another curve than ES384");
        assertUnusable(of(Algorithm.RS256, JwtTest.pem(pair("RSA", 1_024))), "2048 bits or more");
    }

    @Test
    void saysWhatItIsThatIsNoKey() {
        assertUnusable(of(Algorithm.RS256, "secret"), "in PEM");
        assertUnusable(of(Algorithm.RS256, pem("PRIVATE KEY", "AAAA")), "private key");
        assertUnusable(of(Algorithm.RS256, pem("EC PRIVATE KEY", "AAAA")), "private key");
        assertUnusable(of(Algorithm.RS256, pem("RSA PUBLIC KEY", "AAAA")), "expected BEGIN PUBLIC KEY");
        assertUnusable(of(Algorithm.RS256, pem("PUBLIC KEY", "AAAA")), "cannot be read");
        assertUnusable(of(Algorithm.ES256, pem("CERTIFICATE", "AAAA")), "cannot be read");
    }

    private static String pem(String type, String body) {
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    /** Every byte counts: MongooseIM takes a file as it is, too. */
    @Test
    void takesAFileAsItIs(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "k".repeat(31) + "\n");
        JwtSpec spec = new JwtSpec(new JwtSpec.Key.File(file), Algorithm.HS256, "sub");

        assertThat(JwtKey.of(spec)).isInstanceOf(JwtKey.Usable.class);
        Files.delete(file);
        assertUnusable(JwtKey.of(spec), "cannot be read");
    }
}
