package im.vestibule.tls;

import im.vestibule.config.TlsSpec;
import im.vestibule.config.TlsSpec.Certificate;
import im.vestibule.config.TlsSpec.Module;
import im.vestibule.config.TlsSpec.VerifyMode;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.SSLException;

/** Turns one {@code tls} table into a context, or into everything that is wrong with it. */
final class TlsBuilder {
    private final TlsSpec spec;
    private final TlsUse use;
    private final InstantSource clock;
    private final Faults faults;
    private final boolean fast;
    private final List<TlsCertificate> certificates = new ArrayList<>();

    TlsBuilder(TlsSpec spec, TlsUse use, InstantSource clock, Faults faults) {
        this.spec = spec;
        this.use = use;
        this.clock = clock;
        this.faults = faults;
        this.fast = spec.module() == Module.FAST_TLS;
    }

    /** Empty if there is an error among the faults. */
    Optional<TlsContext> build() {
        if (fast && !OpenSsl.isAvailable()) {
            faults.error("module", "fast_tls does not load: " + OpenSsl.unavailabilityCause(), "just_tls always does");
            return Optional.empty();
        }
        boolean asked = asksForCertificate();
        List<X509Certificate> authorities = PeerFiles.authorities(spec, faults);
        Optional<PeerVerifier> verifier = PeerFiles.verifier(spec, asked, authorities, clock.instant(), faults);
        List<CertifiedKey> keys = keys(authorities);
        Optional<DHParameterSpec> dh = spec.dhfile().flatMap(file -> DhParameters.read(file, faults));
        Set<String> algorithms = keys.stream().map(CertifiedKey::algorithm).collect(Collectors.toSet());
        Offer offer = Offer.of(spec, fast ? OpenSslEngines.suites() : JdkEngines.suites(), algorithms, faults);
        if (faults.fatal()) {
            return Optional.empty();
        }
        if (!fast && dh.isPresent() && offer.suites().stream().noneMatch(suite -> suite.has("DHE"))) {
            faults.warning(
                    "dhfile", "no DHE suite is on, so it has no effect", "such suites need TLS 1.2 and an RSA key");
        }
        boolean strict = asked && (use.clientCertificateRequired() || (!fast && spec.disconnectOnFailure()));
        PeerTrustManager trust = new PeerTrustManager(verifier, strict, clock);
        TlsEngines.Plan plan =
                new TlsEngines.Plan(offer, new SniKeyManager(keys), trust, clientAuth(asked), use.alpn(), dh, clock);
        try {
            TlsEngines engines = fast ? new OpenSslEngines(plan) : new JdkEngines(plan);
            return Optional.of(new TlsContext(use, certificates, engines, verifier, strict, clock));
        } catch (SSLException | IllegalArgumentException e) {
            faults.error("module", module() + " refuses these settings: " + e.getMessage());
            return Optional.empty();
        }
    }

    private ClientAuth clientAuth(boolean asked) {
        if (!asked) {
            return ClientAuth.NONE;
        }
        return use.clientCertificateRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
    }

    private String module() {
        return spec.module().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where certificates are required, as by HTTP listeners, {@code cacertfile} alone does not ask for them: there it may
     * just complete the server's own chain.
     */
    private boolean asksForCertificate() {
        return spec.verifyMode() != VerifyMode.NONE
                && spec.cacertfile().isPresent()
                && (spec.verifyModeWritten() || !use.clientCertificateRequired());
    }

    /** The listener's own first; without any that cannot be used. */
    private List<CertifiedKey> keys(List<X509Certificate> authorities) {
        List<CertifiedKey> keys = new ArrayList<>();
        if (spec.certfile().isEmpty()) {
            faults.error("certfile", "TLS needs a certificate", "name a PEM file with the certificate and its key");
        }
        spec.certfile()
                .flatMap(file -> key("", new Certificate(List.of(), file, spec.keyfile(), spec.password())))
                .map(key -> fast ? key : key.completed(authorities))
                .ifPresent(keys::add);
        for (int i = 0; i < spec.certificates().size(); i++) {
            key("certificates[" + i + "].", spec.certificates().get(i)).ifPresent(keys::add);
        }
        return keys;
    }

    private Optional<CertifiedKey> key(String prefix, Certificate certificate) {
        String where = prefix + "certfile";
        Optional<CertifiedKey> read = CertifiedKey.read(certificate, prefix, clock.instant(), faults)
                .filter(key -> !fast || OpenSslEngines.takes(key, where, faults));
        read.ifPresent(key -> certificates.add(TlsCertificate.of(where, certificate.certfile(), key)));
        return read;
    }
}
