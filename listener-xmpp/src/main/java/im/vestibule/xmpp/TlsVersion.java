package im.vestibule.xmpp;

import im.vestibule.config.TlsSpec;
import im.vestibule.tls.TlsHandler;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

/** What a handshake has agreed upon: few enough to label a counter with. */
public enum TlsVersion {
    TLS_1_0("TLSv1"),
    TLS_1_1("TLSv1.1"),
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3"),
    OTHER("other");

    private final String label;

    TlsVersion(String label) {
        this.label = label;
    }

    /** As the engines spell it. */
    public String label() {
        return label;
    }

    static TlsVersion of(TlsHandler tls) {
        String agreed = tls.facts().version();
        for (TlsVersion version : values()) {
            if (version.label.equals(agreed)) {
                return version;
            }
        }
        return OTHER;
    }

    /** Which engine a handler drives, whatever its listener's table says by now. */
    static TlsSpec.Module engine(TlsHandler tls) {
        return tls.engine() instanceof ReferenceCountedOpenSslEngine
                ? TlsSpec.Module.FAST_TLS
                : TlsSpec.Module.JUST_TLS;
    }
}
