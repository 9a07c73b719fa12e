package im.vestibule.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;

/** just_tls: the JDK's own engine. */
final class JdkEngines implements TlsEngines {
    /** Sessions of TLS 1.2 clients that know no tickets, at some 2 KiB each. */
    private static final int SESSIONS = 4096;

    /** The groups of RFC 8446 without those of RFC 7919, so that a DHE suite can only use the operator's own. */
    private static final String[] CURVES = {"x25519", "secp256r1", "secp384r1", "secp521r1", "x448"};

    /** Only with a matcher does the JDK remember a session's name, and not resume it under another. */
    private static final SNIMatcher ANY_NAME = new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
        @Override
        public boolean matches(SNIServerName name) {
            return true;
        }
    };

    private final SslContext context;
    private final Optional<DHParameterSpec> dh;

    JdkEngines(Plan plan) {
        // Netty's builder would first have all of BouncyCastle loaded to read a key of its own.
        this.context = new JdkSslContext(
                context(plan),
                false,
                plan.offer().names(),
                IdentityCipherSuiteFilter.INSTANCE,
                plan.protocolChoice(),
                plan.clientAuth(),
                plan.offer().protocols(),
                false);
        this.dh = plan.dh();
        if (dh.isPresent()) {
            EphemeralDh.install();
        }
    }

    private static SSLContext context(Plan plan) {
        SSLContext context = context(new KeyManager[] {plan.keys()}, new TrustManager[] {plan.trust()});
        context.getServerSessionContext().setSessionCacheSize(SESSIONS);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        return context;
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** IANA names of the suites that this JDK has, as its security properties leave them. */
    static Set<String> suites() {
        SSLContext any = context(new KeyManager[0], new TrustManager[0]);
        return Set.of(any.getSupportedSSLParameters().getCipherSuites());
    }

    @Override
    public Optional<TlsEngine> newEngine(ByteBufAllocator allocator) {
        SSLEngine engine = context.newEngine(allocator);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setSNIMatchers(List.of(ANY_NAME));
        if (dh.isPresent()) {
            parameters.setNamedGroups(CURVES);
        }
        engine.setSSLParameters(parameters);
        return Optional.of(new Engine(engine, dh));
    }

    @Override
    public void close() {
        // All of it is on the heap.
    }

    @Override
    public boolean freed() {
        return true;
    }

    private record Engine(SSLEngine ssl, Optional<DHParameterSpec> dh) implements TlsEngine {
        @Override
        public boolean renegotiates() {
            return true;
        }

        @Override
        public void asked(Optional<String> host) {
            // The JDK asks the key manager, and resumes no session under another name.
        }

        @Override
        public void handshake(Step step) throws SSLException {
            if (dh.isPresent()) {
                EphemeralDh.with(dh.get(), step);
            } else {
                step.run();
            }
        }

        @Override
        public void handshakeOver() {
            // There is nothing to give back.
        }

        @Override
        public Optional<byte[]> exporter() {
            return ChannelBindings.exporter(ssl.getSession());
        }
    }
}
