package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

class DomainNamesTest {
    private static final String XMPP_ADDRESS = "1.3.6.1.5.5.7.8.5";
    private static final String SRV_NAME = "1.3.6.1.5.5.7.8.7";

    private static boolean fit(CertificateBuilder builder, String domain) {
        return DomainNames.fit(Pki.signed(builder, Pki.AUTHORITY).getCertificate(), domain);
    }

    private static CertificateBuilder named(String... names) {
        CertificateBuilder builder = Pki.builder("CN=door.test");
        if (names.length == 0) {
            return builder;
        }
        try {
            // The builder's own method takes no wildcard.
            GeneralNames all = new GeneralNames(Stream.of(names)
                    .map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new));
            return builder.addExtensionOctetString("2.5.29.17", false, all.getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CertificateBuilder other(String type, ASN1Encodable name) {
        try {
            return Pki.builder("CN=door.test")
                    .addSanOtherName(type, name.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void areDnsNamesWithAWildcardForOneLabel() {
        assertThat(fit(named("door.test"), "door.test")).isTrue();
        assertThat(fit(named("other.test", "DOOR.test"), "door.test")).isTrue();
        assertThat(fit(named("*.door.test"), "chat.door.test")).isTrue();
        assertThat(fit(named("*.door.test"), "door.test")).isFalse();
        assertThat(fit(named("*.door.test"), "a.b.door.test")).isFalse();
        assertThat(fit(named("xn--bcher-kva.test"), "bücher.test")).isTrue();
    }

    @Test
    void areNotCommonNames() {
        assertThat(fit(named(), "door.test")).isFalse();
    }

    @Test
    void areServicesOfServers() {
        assertThat(fit(other(SRV_NAME, new DERIA5String("_xmpp-server.door.test")), "door.test"))
                .isTrue();
        assertThat(fit(other(SRV_NAME, new DERIA5String("_xmpp-client.door.test")), "door.test"))
                .isFalse();
        assertThat(fit(other(SRV_NAME, new DERIA5String("_xmpp-server.other.test")), "door.test"))
                .isFalse();
    }

    @Test
    void areAddressesOfXmpp() {
        assertThat(fit(other(XMPP_ADDRESS, new DERUTF8String("door.test")), "door.test"))
                .isTrue();
        assertThat(fit(other(XMPP_ADDRESS, new DERUTF8String("juliet@door.test")), "door.test"))
                .isFalse();
    }
}
