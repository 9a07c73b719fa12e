package im.vestibule.tls;

import im.vestibule.config.TlsSpec.Certificate;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.IDN;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS towards other XMPP servers. The handshake takes any certificate, for dialback needs none; what a server's is worth
 * is asked for afterwards. Immutable; used from every event loop.
 */
public final class OutgoingTls {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int PORT = 5269;

    private final SslContext plain;
    private final SslContext direct;
    private final Optional<TlsCertificate> certificate;
    private final PeerVerifier verifier;
    private final InstantSource clock;

    private OutgoingTls(
            SslContext plain,
            SslContext direct,
            Optional<TlsCertificate> certificate,
            PeerVerifier verifier,
            InstantSource clock) {
        this.plain = plain;
        this.direct = direct;
        this.certificate = certificate;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** @param tls empty if there is an error among the faults */
    public record Result(Optional<OutgoingTls> tls, List<TlsFault> faults) {}

    /**
     * Reads the files.
     *
     * @param certfile PEM with a chain and its key, to be shown to servers
     * @param cacertfile PEM with the authorities that are believed; empty for the JDK's
     * @param ciphers an OpenSSL cipher string
     */
    public static Result of(Optional<Path> certfile, Optional<Path> cacertfile, String ciphers) {
        return of(certfile, cacertfile, ciphers, InstantSource.system());
    }

    static Result of(Optional<Path> certfile, Optional<Path> cacertfile, String ciphers, InstantSource clock) {
        Faults faults = new Faults();
        Optional<CertifiedKey> own = certfile.flatMap(file -> CertifiedKey.read(
                new Certificate(List.of(), file, Optional.empty(), Optional.empty()), "", clock.instant(), faults));
        List<X509Certificate> authorities = cacertfile
                .map(file -> Pem.blocks(file, "cacertfile", faults)
                        .map(blocks -> Pem.certificates(blocks, file, "cacertfile", faults))
                        .orElse(List.of()))
                .orElseGet(OutgoingTls::usual);
        boolean fast = OpenSsl.isAvailable();
        Set<String> supported = fast ? OpenSslEngines.suites() : JdkEngines.suites();
        List<CipherSuite> suites = CipherString.expand(ciphers, true, faults).stream()
                .filter(suite -> supported.contains(suite.name()))
                .toList();
        if (suites.isEmpty() && !faults.fatal()) {
            faults.error(
                    "ciphers", "no cipher suite is left", "the default, \"TLSv1.2:TLSv1.3\", offers all good ones");
        }
        if (faults.fatal()) {
            return new Result(Optional.empty(), faults.list());
        }
        ServerTrustManager anything =
                new ServerTrustManager(Optional.empty(), Optional.empty(), Optional.empty(), clock);
        try {
            return new Result(
                    Optional.of(new OutgoingTls(
                            context(own, suites, fast, anything, false),
                            context(own, suites, fast, anything, true),
                            own.map(key -> TlsCertificate.of("certfile", certfile.orElseThrow(), key)),
                            new PeerVerifier(authorities, List.of(), false),
                            clock)),
                    faults.list());
        } catch (SSLException | IllegalArgumentException refusal) {
            faults.error("certfile", "TLS refuses these settings: " + refusal.getMessage());
            return new Result(Optional.empty(), faults.list());
        }
    }

    private static SslContext context(
            Optional<CertifiedKey> own, List<CipherSuite> suites, boolean fast, TrustManager trust, boolean alpn)
            throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(fast ? SslProvider.OPENSSL : SslProvider.JDK)
                .trustManager(trust)
                .endpointIdentificationAlgorithm("")
                .protocols(suites.stream()
                        .map(suite -> suite.version().label)
                        .distinct()
                        .toArray(String[]::new))
                .ciphers(suites.stream().map(CipherSuite::name).toList(), IdentityCipherSuiteFilter.INSTANCE);
        own.ifPresent(key -> builder.keyManager(key.key(), key.chain().toArray(X509Certificate[]::new)));
        if (alpn) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    "xmpp-server"));
        }
        return builder.build();
    }

    /** What the JDK trusts. */
    private static List<X509Certificate> usual() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has trust managers", e);
        }
    }

    /** What we show; empty if we have nothing to show. */
    public Optional<TlsCertificate> certificate() {
        return certificate;
    }

    /**
     * For one new connection; must be added to its pipeline.
     *
     * @param domain that is asked for (SNI), prepared
     * @param directTls whether TLS comes first, so that it is said what is spoken in it (XEP-0368)
     */
    public SslHandler newHandler(ByteBufAllocator allocator, String domain, boolean directTls) {
        SslHandler handler = (directTls ? direct : plain).newHandler(allocator, IDN.toASCII(domain), PORT);
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        return handler;
    }

    /** The server by its certificate. Only after the handshake has succeeded. */
    public PeerIdentity server(SslHandler handler) {
        try {
            List<X509Certificate> chain = Arrays.stream(
                            handler.engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return verifier.judge(chain, clock.instant());
        } catch (SSLPeerUnverifiedException _) {
            return new PeerIdentity.Absent();
        }
    }
}
