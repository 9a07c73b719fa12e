package im.vestibule.tls;

import im.vestibule.config.TlsSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a listener is willing to speak.
 *
 * @param versions of TLS, at least one
 * @param suites in the order of preference, at least one for each version
 * @param tickets whether sessions may be resumed
 */
record Offer(Set<TlsVersion> versions, List<CipherSuite> suites, boolean tickets) {
    /** fast_tls's default. */
    private static final String ALL_GOOD = "TLSv1.2:TLSv1.3";

    /**
     * @param supported IANA names of the suites that the engine has
     * @param keys algorithms of the server's keys: {@code RSA}, {@code RSASSA-PSS}, {@code EC}, {@code EdDSA}
     */
    static Offer of(TlsSpec spec, Set<String> supported, Set<String> keys, Faults faults) {
        boolean fast = spec.module() == TlsSpec.Module.FAST_TLS;
        ProtocolOptions options = fast
                ? ProtocolOptions.of(spec.protocolOptions(), faults)
                : new ProtocolOptions(versions(spec.versions(), faults), true);
        boolean dhe = !fast && spec.dhfile().isPresent();
        List<CipherSuite> named = CipherString.expand(spec.ciphers().orElse(ALL_GOOD), dhe, faults);
        List<CipherSuite> suites = named.stream()
                .filter(suite -> supported.contains(suite.name()))
                .filter(suite -> options.versions().contains(suite.version()))
                .filter(suite -> fits(suite, keys))
                .toList();
        Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
        suites.forEach(suite -> versions.add(suite.version()));
        if (suites.isEmpty() && !faults.fatal()) {
            emptiness(named, supported, options.versions(), faults);
        } else if (!spec.versions().isEmpty() && !faults.fatal()) {
            options.versions().stream()
                    .filter(version -> !versions.contains(version))
                    .forEach(version ->
                            faults.warning("ciphers", "no suite is left for " + version.label + ", so it is off"));
        }
        if (fast
                && versions.contains(TlsVersion.TLS_1_3)
                && suites13(suites) < suites13(List.of(CipherSuite.values()))) {
            faults.warning(
                    "ciphers", "fast_tls always offers all three suites of TLS 1.3", "BoringSSL has no choice there");
        }
        return new Offer(versions, suites, options.tickets());
    }

    static Set<TlsVersion> versions(List<String> written, Faults faults) {
        Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
        for (String version : written) {
            switch (version) {
                case "tlsv1.2" -> versions.add(TlsVersion.TLS_1_2);
                case "tlsv1.3" -> versions.add(TlsVersion.TLS_1_3);
                case "tlsv1", "tlsv1.1", "sslv2", "sslv3" ->
                    faults.error("versions", version + " is never enabled", "RFC 8996: use tlsv1.2 and tlsv1.3");
                default ->
                    faults.error("versions", "\"" + version + "\" is no version", "there are tlsv1.2 and tlsv1.3");
            }
        }
        return versions.isEmpty() ? EnumSet.allOf(TlsVersion.class) : versions;
    }

    private static boolean fits(CipherSuite suite, Set<String> keys) {
        if (suite.version() == TlsVersion.TLS_1_3) {
            return true;
        }
        // RFC 8422: an Ed25519 key goes with the ECDSA suites. RFC 8446: a PSS-only key signs, but does not decrypt.
        return suite.rsa()
                ? keys.contains("RSA") || (keys.contains("RSASSA-PSS") && !suite.rsaKeyExchange())
                : keys.contains("EC") || keys.contains("EdDSA");
    }

    private static void emptiness(
            List<CipherSuite> named, Set<String> supported, Set<TlsVersion> versions, Faults faults) {
        String what = "no cipher suite is left";
        if (named.isEmpty()) {
            faults.error("ciphers", what, "start from the default, \"" + ALL_GOOD + "\"");
        } else if (named.stream().noneMatch(suite -> supported.contains(suite.name()))) {
            faults.error("ciphers", what, "this engine has none of those named");
        } else if (named.stream().noneMatch(suite -> versions.contains(suite.version()))) {
            faults.error("ciphers", what, "those named do not belong to the enabled versions");
        } else {
            faults.error("ciphers", what, "those named do not fit the certificate's key: RSA and ECDSA have their own");
        }
    }

    private static long suites13(List<CipherSuite> suites) {
        return suites.stream()
                .filter(suite -> suite.version() == TlsVersion.TLS_1_3)
                .count();
    }

    String[] protocols() {
        return versions.stream().map(version -> version.label).toArray(String[]::new);
    }

    List<String> names() {
        return suites.stream().map(CipherSuite::name).toList();
    }
}
