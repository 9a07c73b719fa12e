package im.vestibule.tls;

import im.vestibule.config.ClientTlsSpec;
import im.vestibule.config.ClientTlsSpec.ServerName;
import im.vestibule.config.TlsSpec.Certificate;
import im.vestibule.config.TlsSpec.VerifyMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS towards a service outside, by the {@code tls} table of its pool. The context itself holds the server's certificate
 * against the name it must have; whoever connects applies the parameters.
 *
 * @param parameters versions, suites and what SNI says; not to be changed
 */
public record ClientContext(SSLContext context, SSLParameters parameters) {
    private static final char[] NO_PASSWORD = {};

    /**
     * @param context empty if there is an error among the faults
     */
    public record Result(Optional<ClientContext> context, List<TlsFault> faults) {}

    public static Result of(ClientTlsSpec spec) {
        return of(spec, InstantSource.system());
    }

    static Result of(ClientTlsSpec spec, InstantSource clock) {
        Faults faults = new Faults();
        List<X509Certificate> authorities = spec.cacertfile()
                .flatMap(file -> Pem.blocks(file, "cacertfile", faults)
                        .map(blocks -> Pem.certificates(blocks, file, "cacertfile", faults)))
                .orElse(List.of());
        Optional<CertifiedKey> own = own(spec, clock, faults);
        SSLParameters parameters = parameters(spec, faults);
        if (faults.fatal()) {
            return new Result(Optional.empty(), faults.list());
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(own), new TrustManager[] {trust(spec, authorities, clock)}, null);
            return new Result(Optional.of(new ClientContext(context, parameters)), faults.list());
        } catch (GeneralSecurityException e) {
            faults.error("certfile", "the JDK refuses it: " + e.getMessage());
            return new Result(Optional.empty(), faults.list());
        }
    }

    private static ServerTrustManager trust(
            ClientTlsSpec spec, List<X509Certificate> authorities, InstantSource clock) {
        boolean selfSigned = spec.verifyMode() == VerifyMode.SELFSIGNED_PEER;
        Optional<PeerVerifier> verifier = spec.verifyMode() == VerifyMode.NONE
                ? Optional.empty()
                : Optional.of(new PeerVerifier(authorities, List.of(), selfSigned));
        ServerName name = spec.serverName();
        Optional<ServerNames> names = name.enabled()
                ? Optional.of(new ServerNames(name.protocol() == ServerName.Protocol.HTTPS))
                : Optional.empty();
        return new ServerTrustManager(verifier, names, name.host(), clock);
    }

    private static Optional<CertifiedKey> own(ClientTlsSpec spec, InstantSource clock, Faults faults) {
        if (spec.certfile().isEmpty() && spec.keyfile().isPresent()) {
            faults.error("keyfile", "a key needs its certificate", "name a PEM file in certfile");
        }
        return spec.certfile()
                .flatMap(file -> CertifiedKey.read(
                        new Certificate(List.of(), file, spec.keyfile(), spec.password()),
                        "",
                        clock.instant(),
                        faults));
    }

    private static KeyManager[] keys(Optional<CertifiedKey> own) throws GeneralSecurityException {
        if (own.isEmpty()) {
            return new KeyManager[0];
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "own", own.get().key(), NO_PASSWORD, own.get().chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store needs no file", e);
        }
    }

    private static SSLParameters parameters(ClientTlsSpec spec, Faults faults) {
        Set<TlsVersion> versions = Offer.versions(spec.versions(), faults);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(Stream.of(TlsVersion.values())
                .filter(versions::contains)
                .map(version -> version.label)
                .toArray(String[]::new));
        spec.ciphers().ifPresent(ciphers -> parameters.setCipherSuites(suites(ciphers, versions, faults)));
        ServerName name = spec.serverName();
        if (!name.enabled()) {
            parameters.setServerNames(List.of());
        } else {
            name.host().ifPresent(host -> parameters.setServerNames(List.of(new SNIHostName(host))));
        }
        return parameters;
    }

    private static String[] suites(String ciphers, Set<TlsVersion> versions, Faults faults) {
        Set<String> supported = JdkEngines.suites();
        String[] suites = CipherString.expand(ciphers, true, faults).stream()
                .filter(suite -> versions.contains(suite.version()) && supported.contains(suite.name()))
                .map(CipherSuite::name)
                .toArray(String[]::new);
        if (suites.length == 0 && !faults.fatal()) {
            faults.error("ciphers", "no cipher suite is left", "without ciphers, all good ones are offered");
        }
        return suites;
    }
}
