package im.vestibule.tls;

/**
 * The suites that at least one engine can do and that are worth doing, named as by IANA, in the order in which OpenSSL
 * lists them. Whatever else a cipher string may name is absent here, and so never enabled: DSS, PSK, SRP, CCM, Camellia,
 * ARIA, and the broken ones. The IANA name says everything there is to know about a suite, so nothing is said twice.
 */
enum CipherSuite {
    TLS_AES_256_GCM_SHA384("TLS_AES_256_GCM_SHA384"),
    TLS_CHACHA20_POLY1305_SHA256("TLS_CHACHA20_POLY1305_SHA256"),
    TLS_AES_128_GCM_SHA256("TLS_AES_128_GCM_SHA256"),

    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384("ECDHE-ECDSA-AES256-GCM-SHA384"),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384("ECDHE-RSA-AES256-GCM-SHA384"),
    TLS_DHE_RSA_WITH_AES_256_GCM_SHA384("DHE-RSA-AES256-GCM-SHA384"),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256("ECDHE-ECDSA-CHACHA20-POLY1305"),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256("ECDHE-RSA-CHACHA20-POLY1305"),
    TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256("DHE-RSA-CHACHA20-POLY1305"),
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256("ECDHE-ECDSA-AES128-GCM-SHA256"),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256("ECDHE-RSA-AES128-GCM-SHA256"),
    TLS_DHE_RSA_WITH_AES_128_GCM_SHA256("DHE-RSA-AES128-GCM-SHA256"),

    TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384("ECDHE-ECDSA-AES256-SHA384"),
    TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384("ECDHE-RSA-AES256-SHA384"),
    TLS_DHE_RSA_WITH_AES_256_CBC_SHA256("DHE-RSA-AES256-SHA256"),
    TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256("ECDHE-ECDSA-AES128-SHA256"),
    TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256("ECDHE-RSA-AES128-SHA256"),
    TLS_DHE_RSA_WITH_AES_128_CBC_SHA256("DHE-RSA-AES128-SHA256"),
    TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA("ECDHE-ECDSA-AES256-SHA"),
    TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA("ECDHE-RSA-AES256-SHA"),
    TLS_DHE_RSA_WITH_AES_256_CBC_SHA("DHE-RSA-AES256-SHA"),
    TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA("ECDHE-ECDSA-AES128-SHA"),
    TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA("ECDHE-RSA-AES128-SHA"),
    TLS_DHE_RSA_WITH_AES_128_CBC_SHA("DHE-RSA-AES128-SHA"),

    TLS_RSA_WITH_AES_256_GCM_SHA384("AES256-GCM-SHA384"),
    TLS_RSA_WITH_AES_128_GCM_SHA256("AES128-GCM-SHA256"),
    TLS_RSA_WITH_AES_256_CBC_SHA("AES256-SHA"),
    TLS_RSA_WITH_AES_128_CBC_SHA("AES128-SHA");

    /** OpenSSL's name. */
    final String openssl;

    CipherSuite(String openssl) {
        this.openssl = openssl;
    }

    /** Whether {@code word} is a part of the IANA name: {@code ECDHE}, {@code GCM}, {@code SHA384}. */
    boolean has(String word) {
        return ("_" + name() + "_").contains("_" + word + "_");
    }

    TlsVersion version() {
        return has("WITH") ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3;
    }

    /** Whether the server's key signs or decrypts as RSA; TLS 1.3 leaves that to the signature algorithm. */
    boolean rsa() {
        return has("RSA");
    }

    /** RSA itself carries the secret: whoever gets the key later can read what was recorded. */
    boolean rsaKeyExchange() {
        return name().startsWith("TLS_RSA_");
    }

    boolean aead() {
        return has("GCM") || has("POLY1305");
    }

    /** Strength of the cipher, as {@code @STRENGTH} sorts and {@code @SECLEVEL} demands. */
    int bits() {
        return has("128") ? 128 : 256;
    }

    /** What RFC 9325 section 4.2 recommends: a fresh key for every session, and an AEAD. */
    boolean good() {
        return aead() && !rsaKeyExchange();
    }
}
