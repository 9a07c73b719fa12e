package im.vestibule.tls;

/** The versions that are ever enabled. */
enum TlsVersion {
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    /** As JSSE and OpenSSL write it. */
    final String label;

    TlsVersion(String label) {
        this.label = label;
    }
}
