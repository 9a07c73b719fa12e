package im.vestibule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code tls} table of a listener. Paths are absolute.
 *
 * @param mode when TLS starts; {@code tls} for HTTP, {@code starttls} for s2s
 * @param module which engine
 * @param verifyMode what is asked of a client certificate
 * @param verifyModeWritten whether the file says so, or it is the default
 * @param certfile PEM with the chain, and with the key unless {@code keyfile} is given
 * @param cacertfile PEM with the authorities that client certificates are held against
 * @param dhfile PEM with finite-field Diffie-Hellman parameters
 * @param ciphers an OpenSSL cipher string
 * @param protocolOptions fast_tls: OpenSSL options such as {@code no_tlsv1_1}
 * @param keyfile just_tls and HTTP: PEM with the private key
 * @param password of the private key
 * @param disconnectOnFailure just_tls: a bad client certificate ends the handshake
 * @param versions just_tls: {@code tlsv1.2}, {@code tlsv1.3}; empty for every supported one
 * @param crlFiles just_tls: revocation lists, PEM or DER
 * @param certificates ours: further certificates, chosen by SNI
 */
public record TlsSpec(
        Mode mode,
        Module module,
        VerifyMode verifyMode,
        boolean verifyModeWritten,
        Optional<Path> certfile,
        Optional<Path> cacertfile,
        Optional<Path> dhfile,
        Optional<String> ciphers,
        List<String> protocolOptions,
        Optional<Path> keyfile,
        Optional<Secret> password,
        boolean disconnectOnFailure,
        List<String> versions,
        List<Path> crlFiles,
        List<Certificate> certificates) {
    public enum Mode {
        TLS,
        STARTTLS,
        STARTTLS_REQUIRED
    }

    public enum Module {
        /** BoringSSL through netty-tcnative. */
        FAST_TLS,
        /** The JDK's own engine. */
        JUST_TLS
    }

    public enum VerifyMode {
        PEER,
        SELFSIGNED_PEER,
        NONE
    }

    /**
     * A certificate chosen by SNI.
     *
     * @param hosts names it is for; a leading {@code *.} stands for one label
     */
    public record Certificate(List<String> hosts, Path certfile, Optional<Path> keyfile, Optional<Secret> password) {}
}
