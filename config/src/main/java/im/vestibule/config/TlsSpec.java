package im.vestibule.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    public record Certificate(List<String> hosts, Path certfile, Optional<Path> keyfile, Optional<Secret> password) {
        static Certificate read(Section s) {
            return new Certificate(
                    s.mandatory("hosts", AddressTypes.DOMAIN.nonEmptyList()),
                    s.mandatory("certfile", FileTypes.FILE),
                    s.optional("keyfile", FileTypes.FILE),
                    s.optional("password", Type.SECRET));
        }
    }

    private static final Mode DEFAULT_MODE = Mode.STARTTLS;
    private static final String FAST_CIPHERS = "TLSv1.2:TLSv1.3";
    private static final List<String> FAST_OPTIONS = List.of("no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1");
    static final Type<List<String>> VERSIONS =
            Type.choice(List.of("tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3")).list();

    static TlsSpec readC2s(Section s) {
        Mode mode = s.value("mode", Type.oneOf(Mode.class), DEFAULT_MODE);
        Module module = s.value("module", Type.oneOf(Module.class), Module.FAST_TLS);
        boolean fast = module == Module.FAST_TLS;
        Optional<VerifyMode> verifyMode = readVerifyMode(s);
        TlsSpec tls = new TlsSpec(
                mode,
                module,
                verifyMode.orElse(VerifyMode.PEER),
                verifyMode.isPresent(),
                s.find("certfile", FileTypes.FILE, Section.MANDATORY),
                s.optional("cacertfile", FileTypes.FILE),
                s.optional("dhfile", FileTypes.FILE),
                s.find("ciphers", Type.NON_EMPTY, "\"" + FAST_CIPHERS + "\" with fast_tls, else not set")
                        .or(() -> fast ? Optional.of(FAST_CIPHERS) : Optional.empty()),
                s.value("protocol_options", Type.NON_EMPTY.list(), fast ? FAST_OPTIONS : List.of()),
                s.optional("keyfile", FileTypes.FILE),
                readPassword(s),
                s.bool("disconnect_on_failure", true),
                s.optional("versions", VERSIONS).orElse(List.of()),
                s.optional("crl_files", FileTypes.FILE.list()).orElse(List.of()),
                s.tables("certificates", Certificate::read));
        if (fast) {
            for (String key : List.of("keyfile", "password", "disconnect_on_failure", "versions", "crl_files")) {
                onlyFor(s, key, "just_tls");
            }
        } else {
            onlyFor(s, "protocol_options", "fast_tls");
        }
        tls.check(s);
        requireCertfile(s);
        return tls;
    }

    static TlsSpec readS2s(Section s) {
        Optional<VerifyMode> verifyMode = readVerifyMode(s);
        TlsSpec tls = new TlsSpec(
                DEFAULT_MODE,
                Module.FAST_TLS,
                verifyMode.orElse(VerifyMode.PEER),
                verifyMode.isPresent(),
                s.optional("certfile", FileTypes.FILE),
                s.optional("cacertfile", FileTypes.FILE),
                s.optional("dhfile", FileTypes.FILE),
                Optional.of(s.value("ciphers", Type.NON_EMPTY, FAST_CIPHERS)),
                s.value("protocol_options", Type.NON_EMPTY.list(), FAST_OPTIONS),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                List.of(),
                s.tables("certificates", Certificate::read));
        tls.check(s);
        return tls;
    }

    static TlsSpec readHttp(Section s) {
        Optional<VerifyMode> verifyMode = readVerifyMode(s);
        TlsSpec tls = new TlsSpec(
                Mode.TLS,
                Module.JUST_TLS,
                verifyMode.orElse(VerifyMode.PEER),
                verifyMode.isPresent(),
                s.find("certfile", FileTypes.FILE, Section.MANDATORY),
                s.optional("cacertfile", FileTypes.FILE),
                s.optional("dhfile", FileTypes.FILE),
                s.optional("ciphers", Type.NON_EMPTY),
                List.of(),
                s.optional("keyfile", FileTypes.FILE),
                readPassword(s),
                true,
                s.optional("versions", VERSIONS).orElse(List.of()),
                List.of(),
                s.tables("certificates", Certificate::read));
        tls.check(s);
        requireCertfile(s);
        return tls;
    }

    /** The same with another certificate of the listener's own. */
    TlsSpec withCertfile(Path file) {
        return new TlsSpec(
                mode,
                module,
                verifyMode,
                verifyModeWritten,
                Optional.of(file),
                cacertfile,
                dhfile,
                ciphers,
                protocolOptions,
                keyfile,
                password,
                disconnectOnFailure,
                versions,
                crlFiles,
                certificates);
    }

    /** Every file that the table names, by its key in the table: {@code certfile}, {@code crl_files[0]}. */
    public Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        certfile.ifPresent(file -> files.put("certfile", file));
        keyfile.ifPresent(file -> files.put("keyfile", file));
        cacertfile.ifPresent(file -> files.put("cacertfile", file));
        dhfile.ifPresent(file -> files.put("dhfile", file));
        for (int i = 0; i < crlFiles.size(); i++) {
            files.put(Keys.item("crl_files", i), crlFiles.get(i));
        }
        for (int i = 0; i < certificates.size(); i++) {
            String table = Keys.item("certificates", i);
            files.put(table + ".certfile", certificates.get(i).certfile());
            certificates.get(i).keyfile().ifPresent(file -> files.put(table + ".keyfile", file));
        }
        return Collections.unmodifiableMap(files);
    }

    private static Optional<VerifyMode> readVerifyMode(Section s) {
        return s.find("verify_mode", Type.oneOf(VerifyMode.class), "\"peer\"");
    }

    /** Of the private key; an empty one is none. */
    static Optional<Secret> readPassword(Section s) {
        return s.optional("password", Type.MAYBE_EMPTY_SECRET)
                .filter(secret -> !secret.reveal().isEmpty());
    }

    private static void onlyFor(Section s, String key, String module) {
        if (s.written(key)) {
            s.error(key, Fault.of("only for " + module).hint("add module = \"" + module + "\", or drop it"));
        }
    }

    private static void requireCertfile(Section s) {
        if (!s.written("certfile")) {
            s.missing("certfile", "the path of a PEM file with the certificate");
        }
    }

    private void check(Section s) {
        if (module == Module.FAST_TLS && verifyMode == VerifyMode.SELFSIGNED_PEER) {
            s.error(
                    "verify_mode",
                    Fault.of("\"selfsigned_peer\" is only for just_tls").hint("\"peer\" or \"none\" here"));
        } else if (verifyModeWritten && verifyMode != VerifyMode.NONE && !s.written("cacertfile")) {
            s.error(
                    "verify_mode",
                    Fault.of("needs cacertfile, to hold client certificates against")
                            .hint("or write \"none\""));
        }
        if (module == Module.FAST_TLS && s.written("dhfile")) {
            s.warning("dhfile", Fault.of("no effect with fast_tls, which has no finite-field Diffie-Hellman"));
        }
    }
}
