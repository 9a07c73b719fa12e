package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static im.vestibule.tls.Pki.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.tls.PeerIdentity.Reason;
import im.vestibule.tls.PeerIdentity.Unverified;
import im.vestibule.tls.PeerIdentity.Verified;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerVerifierTest {
    private final Instant now = Instant.now();
    private static final X509Bundle ROMEO = Pki.signed(romeo(), AUTHORITY);

    private final PeerVerifier strict = verifier(false);
    private final PeerVerifier liberal = verifier(true);

    @TempDir
    private Path directory;

    private static CertificateBuilder romeo() {
        return Pki.builder("CN=romeo");
    }

    private static X509Bundle between() {
        return Pki.signed(
                Pki.builder("CN=Between")
                        .setIsCertificateAuthority(true)
                        .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign),
                AUTHORITY);
    }

    private static PeerVerifier verifier(boolean selfSigned, X509CRL... revocations) {
        return new PeerVerifier(List.of(AUTHORITY.getCertificate()), List.of(revocations), selfSigned);
    }

    private static PeerIdentity unverified(List<X509Certificate> chain, Reason reason) {
        return new Unverified(chain, reason);
    }

    private static List<X509Certificate> chain(X509Bundle bundle) {
        return bundle.getCertificatePathList();
    }

    @Test
    void believesTheAuthority() {
        assertThat(strict.judge(chain(ROMEO), now)).isEqualTo(new Verified(chain(ROMEO)));
        assertThat(liberal.judge(chain(ROMEO), now)).isEqualTo(new Verified(chain(ROMEO)));
    }

    @Test
    void believesAnIntermediateThatIsSentAlong() {
        X509Bundle intermediate = between();
        X509Bundle romeo = Pki.signed(romeo(), intermediate);

        assertThat(strict.judge(chain(romeo), now)).isEqualTo(new Verified(chain(romeo)));
        List<X509Certificate> alone = List.of(romeo.getCertificate());
        assertThat(strict.judge(alone, now)).isEqualTo(unverified(alone, Reason.UNKNOWN_AUTHORITY));
    }

    @Test
    void believesNobodyElse() {
        X509Bundle stranger = Pki.signed(romeo(), STRANGER);
        List<X509Certificate> withRoot = List.of(stranger.getCertificatePathWithRoot());

        assertThat(strict.judge(chain(stranger), now)).isEqualTo(unverified(chain(stranger), Reason.UNKNOWN_AUTHORITY));
        assertThat(strict.judge(withRoot, now)).isEqualTo(unverified(withRoot, Reason.UNKNOWN_AUTHORITY));
        assertThat(liberal.judge(withRoot, now)).isEqualTo(unverified(withRoot, Reason.UNKNOWN_AUTHORITY));
    }

    @Test
    void believesNoAuthorityOfTheSameName() {
        X509Bundle impostor = Pki.signed(romeo(), Pki.authority("CN=Authority"));

        assertThat(strict.judge(chain(impostor), now)).isInstanceOf(Unverified.class);
    }

    @Test
    void believesNoAuthorityThatIsNone() {
        X509Bundle juliet = Pki.signed(Pki.builder("CN=juliet").setIsCertificateAuthority(true), AUTHORITY);
        X509Bundle romeo = Pki.signed(romeo(), juliet);
        X509Certificate harmless = Pki.signed(Pki.builder("CN=juliet").keyPair(juliet.getKeyPair()), AUTHORITY)
                .getCertificate();
        List<X509Certificate> chain = List.of(romeo.getCertificate(), harmless);

        assertThat(strict.judge(chain, now)).isInstanceOf(Unverified.class);
    }

    @Test
    void looksAtTheCalendar() {
        Instant end = ROMEO.getCertificate().getNotAfter().toInstant();
        Instant start = ROMEO.getCertificate().getNotBefore().toInstant();

        assertThat(strict.judge(chain(ROMEO), end)).isInstanceOf(Verified.class);
        assertThat(strict.judge(chain(ROMEO), end.plusSeconds(1))).isEqualTo(unverified(chain(ROMEO), Reason.EXPIRED));
        assertThat(strict.judge(chain(ROMEO), start)).isInstanceOf(Verified.class);
        assertThat(strict.judge(chain(ROMEO), start.minusSeconds(1)))
                .isEqualTo(unverified(chain(ROMEO), Reason.NOT_YET_VALID));
    }

    @Test
    void looksAtTheAuthoritysCalendarToo() {
        X509Bundle between = Pki.signed(
                Pki.builder("CN=Between").setIsCertificateAuthority(true).notAfter(now.plus(Duration.ofDays(1))),
                AUTHORITY);
        X509Bundle romeo = Pki.signed(romeo(), between);

        assertThat(strict.judge(chain(romeo), now)).isInstanceOf(Verified.class);
        assertThat(strict.judge(chain(romeo), now.plus(Duration.ofDays(2))))
                .isEqualTo(unverified(chain(romeo), Reason.EXPIRED));
    }

    @Test
    void letsACertificateVouchForItselfIfTold() {
        List<X509Certificate> alone = Pki.alone(directory, now).chain();

        assertThat(strict.judge(alone, now)).isEqualTo(unverified(alone, Reason.SELF_SIGNED));
        assertThat(liberal.judge(alone, now)).isEqualTo(new Verified(alone));
        assertThat(liberal.judge(alone, now.plus(SelfSigned.LIFETIME))).isEqualTo(unverified(alone, Reason.EXPIRED));
    }

    @Test
    void letsNoOneVouchForItselfByNameOnly() throws Exception {
        X509Bundle forged = Pki.signed(Pki.builder("CN=Stranger"), STRANGER);

        assertThat(forged.getCertificate().getIssuerX500Principal())
                .isEqualTo(forged.getCertificate().getSubjectX500Principal());
        assertThat(liberal.judge(chain(forged), now)).isInstanceOf(Unverified.class);
    }

    @Test
    void believesACertificateThatIsItselfAmongTheAuthorities() {
        List<X509Certificate> alone = Pki.alone(directory, now).chain();

        assertThat(new PeerVerifier(alone, List.of(), false).judge(alone, now)).isEqualTo(new Verified(alone));
    }

    @Test
    void wantsACertificateMadeForTls() {
        X509Bundle code = Pki.signed(romeo().addExtendedKeyUsageCodeSigning(), AUTHORITY);
        X509Bundle client = Pki.signed(romeo().addExtendedKeyUsageClientAuth(), AUTHORITY);
        X509Bundle server = Pki.signed(romeo().addExtendedKeyUsageServerAuth(), AUTHORITY);
        X509Bundle encrypting = Pki.signed(romeo().setKeyUsage(true, KeyUsage.keyEncipherment), AUTHORITY);

        assertThat(strict.judge(chain(code), now)).isEqualTo(unverified(chain(code), Reason.WRONG_PURPOSE));
        assertThat(strict.judge(chain(encrypting), now)).isEqualTo(unverified(chain(encrypting), Reason.WRONG_PURPOSE));
        assertThat(strict.judge(chain(client), now)).isInstanceOf(Verified.class);
        assertThat(strict.judge(chain(server), now)).isInstanceOf(Verified.class);
    }

    /** T13. */
    @Test
    void believesNothingThatIsRevoked() {
        X509Bundle juliet = Pki.signed(Pki.builder("CN=juliet"), AUTHORITY);
        PeerVerifier verifier = verifier(false, Pki.revocations(AUTHORITY, now, ROMEO.getCertificate()));

        assertThat(verifier.judge(chain(ROMEO), now)).isEqualTo(unverified(chain(ROMEO), Reason.REVOKED));
        assertThat(verifier.judge(chain(juliet), now)).isInstanceOf(Verified.class);
    }

    @Test
    void believesNothingUnderARevokedAuthority() {
        X509Bundle between = between();
        X509Bundle romeo = Pki.signed(romeo(), between);
        PeerVerifier verifier = verifier(
                false, Pki.revocations(AUTHORITY, now, between.getCertificate()), Pki.revocations(between, now));

        assertThat(verifier.judge(chain(romeo), now)).isEqualTo(unverified(chain(romeo), Reason.REVOKED));
    }

    @Test
    void wantsAListForTheClientsCertificateButNotForItsAuthorities() {
        X509Bundle between = between();
        X509Bundle romeo = Pki.signed(romeo(), between);

        assertThat(verifier(false, Pki.revocations(between, now)).judge(chain(romeo), now))
                .isInstanceOf(Verified.class);
        assertThat(verifier(false, Pki.revocations(AUTHORITY, now)).judge(chain(romeo), now))
                .isEqualTo(unverified(chain(romeo), Reason.REVOCATION_UNKNOWN));
    }

    @Test
    void believesNoListThatIsOutOfDateOrForged() {
        PeerVerifier old = verifier(false, Pki.revocations(AUTHORITY, now.minus(Duration.ofDays(8))));
        PeerVerifier forged = verifier(false, Pki.revocations(Pki.authority("CN=Authority"), now));

        assertThat(old.judge(chain(ROMEO), now)).isEqualTo(unverified(chain(ROMEO), Reason.REVOCATION_UNKNOWN));
        assertThat(forged.judge(chain(ROMEO), now)).isEqualTo(unverified(chain(ROMEO), Reason.REVOCATION_UNKNOWN));
    }

    @Test
    void namesItsAuthoritiesUnlessAnyoneMayCome() {
        assertThat(strict.acceptedIssuers()).containsExactly(AUTHORITY.getCertificate());
        assertThat(liberal.acceptedIssuers()).isEmpty();
    }
}
