package im.vestibule.tls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code tls.protocol_options}: fast_tls's names for OpenSSL's {@code SSL_OP_*} flags.
 *
 * @param versions what is left of TLS 1.2 and 1.3
 * @param tickets whether sessions may be resumed
 */
record ProtocolOptions(Set<TlsVersion> versions, boolean tickets) {
    private static final String KEY = "protocol_options";

    /** Already so, or about software that is gone: nothing to do. */
    private static final Set<String> IDLE = Set.of(
            "all",
            "cipher_server_preference",
            "cisco_anyconnect",
            "cookie_exchange",
            "cryptopro_tlsext_bug",
            "dont_insert_empty_fragments",
            "legacy_server_connect",
            "microsoft_big_sslv3_buffer",
            "microsoft_sess_id_bug",
            "msie_sslv2_rsa_padding",
            "netscape_ca_dn_bug",
            "netscape_challenge_bug",
            "netscape_demo_cipher_change_bug",
            "netscape_reuse_cipher_change_bug",
            "no_compression",
            "no_query_mtu",
            "no_session_resumption_on_renegotiation",
            "no_sslv2",
            "no_sslv3",
            "no_tlsv1",
            "no_tlsv1_1",
            "pkcs1_check_1",
            "pkcs1_check_2",
            "single_dh_use",
            "single_ecdh_use",
            "ssleay_080_client_dh_bug",
            "sslref2_reuse_cert_type_bug",
            "tls_block_padding_bug",
            "tls_d5_bug");

    /** Would open a hole. */
    private static final Set<String> REFUSED =
            Set.of("allow_unsafe_legacy_renegotiation", "ephemeral_rsa", "tls_rollback_bug");

    private static final List<String> ACTIVE = List.of("no_tlsv1_2", "no_tlsv1_3", "no_ticket");

    static ProtocolOptions of(List<String> options, Faults faults) {
        Set<TlsVersion> versions = EnumSet.allOf(TlsVersion.class);
        boolean tickets = true;
        for (String option : options) {
            switch (option) {
                case "no_tlsv1_2" -> versions.remove(TlsVersion.TLS_1_2);
                case "no_tlsv1_3" -> versions.remove(TlsVersion.TLS_1_3);
                case "no_ticket" -> tickets = false;
                default -> check(option, faults);
            }
        }
        if (!options.containsAll(List.of("no_tlsv1", "no_tlsv1_1"))) {
            faults.warning(KEY, "TLS 1.0 and 1.1 stay off all the same", "add no_tlsv1 and no_tlsv1_1 (RFC 8996)");
        }
        if (versions.isEmpty()) {
            faults.error(KEY, "no version of TLS is left", "drop no_tlsv1_3");
        }
        return new ProtocolOptions(versions, tickets);
    }

    private static void check(String option, Faults faults) {
        if (REFUSED.contains(option)) {
            faults.warning(KEY, "\"" + option + "\" has no effect", "it would weaken every connection");
        } else if (!IDLE.contains(option)) {
            List<String> known = new ArrayList<>(IDLE);
            known.addAll(REFUSED);
            known.addAll(ACTIVE);
            faults.error(KEY, "\"" + option + "\" is no option of fast_tls", Nearest.hint(option, known));
        }
    }
}
