package im.vestibule.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate by the name the client asks for (RFC 6066 section 3): an exact host, else a wildcard, which
 * stands for one label, else the listener's own. Asked by either engine, once or more per handshake; an alias is an index.
 *
 * <p>Of several keys for one name the JDK takes one that the client can verify. BoringSSL asks through Netty, which knows
 * only the server's side of that: an EC key goes before an RSA key.
 */
final class SniKeyManager extends X509ExtendedKeyManager {
    private final List<CertifiedKey> keys;
    private final List<X509Certificate[]> chains;

    /**
     * @param keys the listener's own are those without hosts
     */
    SniKeyManager(List<CertifiedKey> keys) {
        this.keys = List.copyOf(keys);
        this.chains = keys.stream()
                .map(key -> key.chain().toArray(new X509Certificate[0]))
                .toList();
    }

    /** Whether a client that asks for the host, lower case, is shown the listener's own certificate. */
    boolean own(Optional<String> host) {
        return candidates(host).stream().allMatch(key -> key.hosts().isEmpty());
    }

    /** The keys to choose from for a host, lower case; the first that suits the client is taken. */
    List<CertifiedKey> candidates(Optional<String> host) {
        List<CertifiedKey> exact = host.map(this::withHost).orElse(List.of());
        if (!exact.isEmpty()) {
            return exact;
        }
        List<CertifiedKey> wild = host.filter(name -> name.indexOf('.') > 0)
                .map(name -> withHost("*" + name.substring(name.indexOf('.'))))
                .orElse(List.of());
        return wild.isEmpty()
                ? keys.stream().filter(key -> key.hosts().isEmpty()).toList()
                : wild;
    }

    private List<CertifiedKey> withHost(String host) {
        return keys.stream().filter(key -> key.hosts().contains(host)).toList();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return candidates(host(engine)).stream()
                .filter(key -> suits(key, keyType))
                .map(key -> String.valueOf(keys.indexOf(key)))
                .findFirst()
                .orElse(null);
    }

    private static boolean suits(CertifiedKey key, String keyType) {
        // BoringSSL's key types know no EdDSA: what goes with ECDSA suites is all EC to it.
        return key.algorithm().equals(keyType) || (key.algorithm().equals("EdDSA") && keyType.equals("EC"));
    }

    private static Optional<String> host(SSLEngine engine) {
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        // JSSE writes into the array.
        return chains.get(Integer.parseInt(alias)).clone();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return keys.get(Integer.parseInt(alias)).key();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
