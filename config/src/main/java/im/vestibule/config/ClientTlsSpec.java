package im.vestibule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code tls} table of an outgoing connection. Paths are absolute.
 *
 * @param verifyMode what is asked of the server's certificate
 * @param certfile PEM with our own certificate, and with the key unless {@code keyfile} is given
 * @param cacertfile PEM with the authorities that the server's certificate is held against
 * @param ciphers an OpenSSL cipher string
 * @param keyfile PEM with our private key
 * @param password of the private key
 * @param versions empty for every supported one
 * @param serverName which name the certificate must have
 */
public record ClientTlsSpec(
        TlsSpec.VerifyMode verifyMode,
        Optional<Path> certfile,
        Optional<Path> cacertfile,
        Optional<String> ciphers,
        Optional<Path> keyfile,
        Optional<Secret> password,
        List<String> versions,
        ServerName serverName) {

    static ClientTlsSpec read(Section s) {
        ClientTlsSpec tls = new ClientTlsSpec(
                s.value("verify_mode", Type.oneOf(TlsSpec.VerifyMode.class), TlsSpec.VerifyMode.PEER),
                s.optional("certfile", FileTypes.FILE),
                s.optional("cacertfile", FileTypes.FILE),
                s.optional("ciphers", Type.NON_EMPTY),
                s.optional("keyfile", FileTypes.FILE),
                TlsSpec.readPassword(s),
                s.optional("versions", TlsSpec.VERSIONS).orElse(List.of()),
                s.section("server_name_indication", ServerName::read));
        if (tls.verifyMode != TlsSpec.VerifyMode.NONE && !s.written("cacertfile")) {
            s.missing("cacertfile", "the path of a PEM file with authorities, or verify_mode = \"none\"");
        }
        return tls;
    }

    /**
     * SNI (RFC 6066, section 3), and the name the certificate must have.
     *
     * @param enabled the name is sent, and the certificate held against it
     * @param host empty for the name that is connected to
     * @param protocol whose rules about wildcards hold
     */
    public record ServerName(boolean enabled, Optional<String> host, Protocol protocol) {
        public enum Protocol {
            DEFAULT,
            HTTPS
        }

        static ServerName read(Section s) {
            return new ServerName(
                    s.bool("enabled", true),
                    s.optional("host", AddressTypes.DOMAIN),
                    s.value("protocol", Type.oneOf(Protocol.class), Protocol.DEFAULT));
        }
    }
}
