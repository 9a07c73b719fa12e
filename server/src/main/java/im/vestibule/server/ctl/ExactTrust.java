package im.vestibule.server.ctl;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts who shows one of these very certificates. Names are not looked at: it is asked at the address that it listens on, and
 * whoever has its key has what there is to protect.
 */
final class ExactTrust extends X509ExtendedTrustManager {
    private final List<X509Certificate> known;
    private final String files;

    /** @param files where they are from, in words */
    ExactTrust(List<X509Certificate> known, String files) {
        this.known = List.copyOf(known);
        this.files = files;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0 || !known.contains(chain[0])) {
            throw new CertificateException("it shows another certificate than there is in " + files
                    + "; if the file is new, the server has not read it yet");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there is no client to trust here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }
}
