package im.vestibule.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNamesTest {
    private static final String XMPP_ADDRESS = "1.3.6.1.5.5.7.8.5";

    private static PeerNames names(CertificateBuilder builder) {
        return PeerNames.of(Pki.signed(builder, Pki.AUTHORITY).getCertificate());
    }

    private static Optional<String> commonName(String subject) {
        return names(Pki.builder(subject)).commonName();
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsXmppAddressesAmongOtherNames() {
        PeerNames names = names(Pki.builder("CN=Juliet Capulet")
                .addSanDnsName("door.test")
                .addSanOtherName(XMPP_ADDRESS, der(new DERUTF8String("juliet@door.test")))
                .addSanRfc822Name("juliet@mail.test")
                .addSanOtherName("1.3.6.1.5.5.7.8.7", der(new DERIA5String("_xmpp-client.door.test")))
                .addSanUriName(URI.create("xmpp:nurse@door.test"))
                .addSanOtherName(XMPP_ADDRESS, der(new DERUTF8String("j\u00fcliet@door.test"))));

        assertThat(names.xmppAddresses()).containsExactly("juliet@door.test", "j\u00fcliet@door.test");
        assertThat(names.commonName()).contains("Juliet Capulet");
    }

    /** RFC 6120 §13.7.1.4: it is a UTF8String. */
    @Test
    void takesNoAddressOfAnotherType() {
        assertThat(names(Pki.builder("CN=juliet")
                                .addSanOtherName(XMPP_ADDRESS, der(new DERIA5String("juliet@door.test")))
                                .addSanOtherName(
                                        XMPP_ADDRESS, der(new DEROctetString("juliet@door.test".getBytes(UTF_8)))))
                        .xmppAddresses())
                .isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(names(Pki.builder("O=Capulet"))).isEqualTo(new PeerNames(List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3002a000", "3004a0020500", "3005a003020101", "3006a00406022a03", "30020500", "0500", "30"})
    void findsNothingInAnExtensionThatIsNone(String extension) throws Exception {
        X500Name name = new X500Name("CN=admin");
        Date now = Date.from(Instant.now());
        X509CertificateHolder holder = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        now,
                        now,
                        name,
                        Pki.AUTHORITY.getKeyPair().getPublic())
                .addExtension(new Extension(
                        Extension.subjectAlternativeName, false, HexFormat.of().parseHex(extension)))
                .build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(Pki.AUTHORITY.getKeyPair().getPrivate()));

        assertThat(PeerNames.of(new JcaX509CertificateConverter().getCertificate(holder)))
                .isEqualTo(new PeerNames(List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=juliet                | juliet
            O=Capulet,CN=juliet      | juliet
            O=Capulet+CN=juliet      | juliet
            CN="juliet, O=Montague"  | juliet, O=Montague
            CN="juliet\\+CN=romeo" | juliet+CN=romeo
            """)
    void readsTheCommonNameAsItIs(String subject, String name) {
        assertThat(commonName(subject)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OU=\"CN=admin\"",
                "OU=\"x,CN=admin\"",
                "OU=\"x/CN=admin\"",
                "OU=\"x\\+CN=admin\",O=Capulet",
                "EMAILADDRESS=\"CN=admin\""
            })
    void takesNoOtherPartOfTheSubjectForTheCommonName_S13(String subject) {
        assertThat(commonName(subject)).isEmpty();
        assertThat(commonName(subject + ",CN=romeo")).contains("romeo");
        assertThat(commonName("CN=romeo," + subject)).contains("romeo");
    }

    @Test
    void doesNotChooseBetweenCommonNames() {
        assertThat(commonName("CN=admin,O=Capulet,CN=romeo")).isEmpty();
        assertThat(commonName("CN=admin+CN=romeo")).isEmpty();
    }
}
