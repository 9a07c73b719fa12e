package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import im.vestibule.config.JwtSpec;
import im.vestibule.config.JwtSpec.Algorithm;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JwtTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final KeyPair RSA = pair("RSA", 2_048);
    private static final KeyPair CURVE = pair("EC", 256);

    private final Map<String, String> environment = new HashMap<>();

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private Jwt jwt(Algorithm algorithm, String key) {
        return jwt(new JwtSpec(new JwtSpec.Key.Text(new Secret(key)), algorithm, "sub"));
    }

    private Jwt jwt(JwtSpec spec) {
        return new Jwt(spec, environment::get, () -> NOW);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("juliet");
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS256), claims, secret(KEY));
    }

    private static JWSSigner secret(String key) {
        try {
            return new MACSigner(key);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict check(Jwt jwt, String token) {
        return jwt.check(JULIET, new Secret(token));
    }

    private Verdict check(JWTClaimsSet.Builder claims) {
        return check(jwt(Algorithm.HS256, KEY), signed(claims.build()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"HS.*", "RS.*", "ES256"})
    void takesTokensOfItsAlgorithm(Algorithm algorithm) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.name()));
        String family = algorithm.name().substring(0, 2);
        JWSSigner signer = switch (family) {
            case "HS" -> new MACSigner(KEY);
            case "RS" -> new RSASSASigner(RSA.getPrivate());
            default -> new ECDSASigner((ECPrivateKey) CURVE.getPrivate());
        };
        String key = family.equals("HS") ? KEY : pem(family.equals("RS") ? RSA : CURVE);
        String token = signed(header, claims().build(), signer);

        assertThat(check(jwt(algorithm, key), token)).isEqualTo(Verdict.ACCEPTED);
        assertThat(check(jwt(algorithm, key), token.substring(0, token.length() - 4) + "AAAA"))
                .isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"ES384, 384", "ES512, 521"})
    void takesTokensOfOtherCurves(Algorithm algorithm, int size) throws JOSEException {
        KeyPair pair = pair("EC", size);
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.name()));
        String token = signed(header, claims().build(), new ECDSASigner((ECPrivateKey) pair.getPrivate()));

        assertThat(check(jwt(algorithm, pem(pair)), token)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void takesNoTokenWithoutASignature() {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"sub\":\"juliet\"}".getBytes(UTF_8));
        for (String algorithm : List.of("none", "None", "NONE", "", "HS256")) {
            String header = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(UTF_8));

            assertThat(check(jwt(Algorithm.HS256, KEY), header + "." + body + "."))
                    .isEqualTo(Verdict.REFUSED);
            assertThat(check(jwt(Algorithm.HS256, KEY), header + "." + body)).isEqualTo(Verdict.REFUSED);
        }
    }

    /** Whoever knows the public key could sign, if the token had a say in how it is checked. */
    @Test
    void takesNoSecretTokenSignedWithThePublicKey() {
        String token = signed(new JWSHeader(JWSAlgorithm.HS256), claims().build(), secret(pem(RSA)));

        assertThat(check(jwt(Algorithm.RS256, pem(RSA)), token)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void takesNoOtherAlgorithmOfTheSameKey() throws JOSEException {
        String token = signed(new JWSHeader(JWSAlgorithm.PS256), claims().build(), new RSASSASigner(RSA.getPrivate()));
        String longer = signed(new JWSHeader(JWSAlgorithm.HS512), claims().build(), secret(KEY));

        assertThat(check(jwt(Algorithm.RS256, pem(RSA)), token)).isEqualTo(Verdict.REFUSED);
        assertThat(check(jwt(Algorithm.HS256, KEY), longer)).isEqualTo(Verdict.REFUSED);
    }

    /** CVE-2022-21449. */
    @Test
    void takesNoSignatureOfNothing() {
        String token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJqdWxpZXQifQ."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

        assertThat(check(jwt(Algorithm.ES256, pem(CURVE)), token)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void refusesWhatItMustUnderstandAndDoesNot() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();
        JWSHeader raw = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .base64URLEncodePayload(true)
                .criticalParams(Set.of("b64"))
                .build();

        assertThat(check(jwt(Algorithm.HS256, KEY), signed(header, claims().build(), secret(KEY))))
                .isEqualTo(Verdict.REFUSED);
        assertThat(check(jwt(Algorithm.HS256, KEY), signed(raw, claims().build(), secret(KEY))))
                .isEqualTo(Verdict.REFUSED);
    }

    /** The key is the one of the file, wherever a token says to look for one. */
    @Test
    void looksNowhereElseForAKey() {
        String other = "x".repeat(64);
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID("../../dev/null")
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .x509CertURL(URI.create("http://127.0.0.1:1/certificate"));

        assertThat(check(jwt(Algorithm.HS256, KEY), signed(header.build(), claims().build(), secret(KEY))))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(check(jwt(Algorithm.HS256, KEY), signed(header.build(), claims().build(), secret(other))))
                .isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"-59, true", "-60, false", "-3600, false", "1, true"})
    void mindsWhenATokenEnds(int seconds, boolean good) {
        JWTClaimsSet.Builder claims = claims().expirationTime(Date.from(NOW.plusSeconds(seconds)));

        assertThat(check(claims)).isEqualTo(good ? Verdict.ACCEPTED : Verdict.REFUSED);
        assertThat(jwt(Algorithm.HS256, KEY).bearer("door.test", new Secret(signed(claims.build()))))
                .isEqualTo(good ? Bearer.Accepted.of(JULIET) : new Bearer.Expired());
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false", "-1, true"})
    void mindsWhenATokenBegins(int seconds, boolean good) {
        Date begin = Date.from(NOW.plusSeconds(seconds));

        assertThat(check(claims().notBeforeTime(begin))).isEqualTo(good ? Verdict.ACCEPTED : Verdict.REFUSED);
        assertThat(check(claims().issueTime(begin))).isEqualTo(good ? Verdict.ACCEPTED : Verdict.REFUSED);
    }

    /** As MongooseIM does. */
    @Test
    void takesATokenWithoutAnEnd() {
        assertThat(check(claims())).isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"juliet, true", "JULIET, true", "romeo, false", "juliet@door.test, false", "'', false", "a b, false"})
    void takesItsOwnersTokenOnly(String name, boolean good) {
        assertThat(check(new JWTClaimsSet.Builder().subject(name)))
                .isEqualTo(good ? Verdict.ACCEPTED : Verdict.REFUSED);
    }

    @Test
    void wantsANameThatIsText() {
        JwtSpec spec = new JwtSpec(new JwtSpec.Key.Text(new Secret(KEY)), Algorithm.HS256, "who");
        for (Object name : List.of(List.of("juliet"), Map.of("x", "juliet"), 7, true)) {
            String token = signed(new JWTClaimsSet.Builder().claim("who", name).build());

            assertThat(check(jwt(spec), token)).isEqualTo(Verdict.REFUSED);
        }
        assertThat(check(jwt(spec), signed(claims().build()))).isEqualTo(Verdict.REFUSED);
        assertThat(check(
                        jwt(spec),
                        signed(new JWTClaimsSet.Builder().claim("who", "juliet").build())))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "{}", "e30.e30.", "e30.e30.e30.e30.e30", "\u0000.\u0000.\u0000"})
    void refusesWhatIsNoToken(String text) {
        assertThat(check(jwt(Algorithm.HS256, KEY), text)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void looksAtNoLongerToken() {
        int overhead = signed(claims().claim("x", "").build()).length();
        String longer = signed(claims().claim("x", "x".repeat(Jwt.LONGEST)).build());

        assertThat(overhead).isLessThan(Jwt.LONGEST);
        assertThat(longer.length()).isGreaterThan(Jwt.LONGEST);
        assertThat(check(jwt(Algorithm.HS256, KEY), longer)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void hasAnAnswerForAnything() {
        Jwt jwt = jwt(Algorithm.HS256, KEY);
        byte[] valid = signed(claims().build()).getBytes(UTF_8);
        Random random = new Random(7519);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = valid.clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(32, 127);
            }
            String token = new String(mutant, UTF_8);
            assertThatCode(() -> check(jwt, token)).as(token).doesNotThrowAnyException();
        }
        String deep = "{\"alg\":" + "[".repeat(3_000) + "}";
        assertThat(check(
                        jwt,
                        Base64.getUrlEncoder()
                                        .encodeToString(deep.getBytes(UTF_8))
                                        .substring(0, 4_000) + ".a.b"))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void looksForAKeyOfTheEnvironmentWithEveryToken() {
        Jwt jwt = jwt(new JwtSpec(new JwtSpec.Key.Environment("JWT_KEY"), Algorithm.HS256, "sub"));
        String token = signed(claims().build());
        assertThat(check(jwt, token)).isEqualTo(Verdict.UNAVAILABLE);

        environment.put("JWT_KEY", KEY);
        assertThat(check(jwt, token)).isEqualTo(Verdict.ACCEPTED);
        environment.put("JWT_KEY", "short");
        assertThat(check(jwt, token)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(jwt.bearer("door.test", new Secret(token))).isEqualTo(new Bearer.Unavailable());
    }

    @Test
    void letsNobodyChangeAnything() {
        Jwt jwt = jwt(Algorithm.HS256, KEY);

        assertThat(jwt.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(jwt.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
        assertThat(jwt.setPassword(JULIET, new Secret("x"))).isEqualTo(PasswordChange.NOT_SUPPORTED);
    }
}
