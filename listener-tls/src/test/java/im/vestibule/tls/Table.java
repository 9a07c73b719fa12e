package im.vestibule.tls;

import im.vestibule.config.Secret;
import im.vestibule.config.TlsSpec;
import im.vestibule.config.TlsSpec.Certificate;
import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.config.TlsSpec.Module;
import im.vestibule.config.TlsSpec.VerifyMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code tls} table as a test writes it; what is left out has its default. */
final class Table {
    private final Module module;
    private VerifyMode verifyMode = VerifyMode.PEER;
    private boolean verifyModeWritten;
    private Optional<Path> certfile = Optional.empty();
    private Optional<Path> cacertfile = Optional.empty();
    private Optional<Path> dhfile = Optional.empty();
    private Optional<String> ciphers;
    private List<String> protocolOptions;
    private Optional<Path> keyfile = Optional.empty();
    private Optional<Secret> password = Optional.empty();
    private boolean disconnectOnFailure = true;
    private List<String> versions = List.of();
    private List<Path> crlFiles = List.of();
    private final List<Certificate> certificates = new ArrayList<>();

    Table(Module module) {
        this.module = module;
        boolean fast = module == Module.FAST_TLS;
        ciphers = fast ? Optional.of("TLSv1.2:TLSv1.3") : Optional.empty();
        protocolOptions = fast ? List.of("no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1") : List.of();
    }

    Table verifyMode(VerifyMode mode) {
        verifyMode = mode;
        verifyModeWritten = true;
        return this;
    }

    Table certfile(Path file) {
        certfile = Optional.of(file);
        return this;
    }

    Table cacertfile(Path file) {
        cacertfile = Optional.of(file);
        return this;
    }

    Table dhfile(Path file) {
        dhfile = Optional.of(file);
        return this;
    }

    Table ciphers(String text) {
        ciphers = Optional.of(text);
        return this;
    }

    Table protocolOptions(String... options) {
        protocolOptions = List.of(options);
        return this;
    }

    Table keyfile(Path file) {
        keyfile = Optional.of(file);
        return this;
    }

    Table password(String text) {
        password = Optional.of(new Secret(text));
        return this;
    }

    Table disconnectOnFailure(boolean disconnect) {
        disconnectOnFailure = disconnect;
        return this;
    }

    /** The versions of just_tls; fast_tls gets the options that leave the same. */
    Table versions(String... labels) {
        versions = List.of(labels);
        if (module == Module.FAST_TLS) {
            List<String> options = new ArrayList<>(protocolOptions);
            if (!versions.contains("tlsv1.2")) {
                options.add("no_tlsv1_2");
            }
            if (!versions.contains("tlsv1.3")) {
                options.add("no_tlsv1_3");
            }
            protocolOptions = options;
            versions = List.of();
        }
        return this;
    }

    Table crlFiles(Path... files) {
        crlFiles = List.of(files);
        return this;
    }

    Table certificate(Path file, String... hosts) {
        certificates.add(new Certificate(List.of(hosts), file, Optional.empty(), Optional.empty()));
        return this;
    }

    TlsSpec spec() {
        return new TlsSpec(
                Mode.TLS,
                module,
                verifyMode,
                verifyModeWritten,
                certfile,
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
}
