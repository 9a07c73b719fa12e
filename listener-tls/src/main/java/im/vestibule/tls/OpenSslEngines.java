package im.vestibule.tls;

import im.vestibule.tls.ExporterSecrets.Slot;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import io.netty.internal.tcnative.SSL;
import io.netty.util.IllegalReferenceCountException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** fast_tls: BoringSSL through netty-tcnative. */
final class OpenSslEngines implements TlsEngines {
    /** A client's certificates, as much of them as the JDK takes in one message. */
    private static final int MAX_CERTIFICATE_BYTES = 32 * 1024;

    private final ReferenceCountedOpenSslContext context;
    private final Optional<ExporterSecrets> secrets;
    private final SniKeyManager keys;
    private final Optional<TicketKeys> tickets;
    private final InstantSource clock;
    private volatile boolean closed;

    OpenSslEngines(Plan plan) throws SSLException {
        this.context = (ReferenceCountedOpenSslContext) SslContextBuilder.forServer(cached(plan.keys()))
                // Without finalizers: SslHandler frees the engine, and close() the context.
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .applicationProtocolConfig(plan.protocolChoice())
                .protocols(plan.offer().protocols())
                .ciphers(plan.offer().names(), IdentityCipherSuiteFilter.INSTANCE)
                .trustManager(plan.trust())
                .clientAuth(plan.clientAuth())
                .sessionTimeout(SESSION_SECONDS)
                .option(OpenSslContextOption.USE_TASKS, false)
                .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAX_CERTIFICATE_BYTES)
                .build();
        this.keys = plan.keys();
        this.clock = plan.clock();
        OpenSslSessionContext sessions = context.sessionContext();
        // Tickets need no memory here.
        sessions.setSessionCacheEnabled(false);
        this.tickets =
                plan.offer().tickets() ? Optional.of(new TicketKeys(sessions, clock.instant())) : Optional.empty();
        this.secrets = plan.offer().versions().contains(TlsVersion.TLS_1_3)
                ? ExporterSecrets.attach(context)
                : Optional.empty();
    }

    /** IANA names of the suites that BoringSSL has. */
    static Set<String> suites() {
        return OpenSsl.availableJavaCipherSuites();
    }

    /** Keys are handed to BoringSSL once, not per handshake. */
    private static OpenSslCachingX509KeyManagerFactory cached(SniKeyManager keys) {
        return new OpenSslCachingX509KeyManagerFactory(new SimpleKeyManagerFactory() {
            @Override
            protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

            @Override
            protected void engineInit(ManagerFactoryParameters parameters) {}

            @Override
            protected KeyManager[] engineGetKeyManagers() {
                return new KeyManager[] {keys};
            }
        });
    }

    /** Whether BoringSSL takes the key; else a fault under {@code where}. */
    static boolean takes(CertifiedKey key, String where, Faults faults) {
        try {
            OpenSslCredentialBuilder.forX509(key.key(), key.chain().toArray(new X509Certificate[0]))
                    .build()
                    .release();
            return true;
        } catch (IllegalStateException | IllegalArgumentException _) {
            faults.error(where, "fast_tls cannot use a key of this kind, " + key.algorithm(), "use an EC or RSA key");
            return false;
        }
    }

    @Override
    public Optional<TlsEngine> newEngine(ByteBufAllocator allocator) {
        if (!held()) {
            return Optional.empty();
        }
        try {
            tickets.ifPresent(kept -> kept.rotate(clock.instant()));
            return Optional.of(engine(allocator));
        } finally {
            context.release();
        }
    }

    /** Holds the native context until it is released, lest it is freed meanwhile. */
    private boolean held() {
        if (closed) {
            return false;
        }
        try {
            context.retain();
            return true;
        } catch (IllegalReferenceCountException _) {
            return false;
        }
    }

    private Engine engine(ByteBufAllocator allocator) {
        // Only a handler of Netty's own gets an engine that reads many records at once; it is not needed further.
        ReferenceCountedOpenSslEngine engine =
                (ReferenceCountedOpenSslEngine) context.newHandler(allocator).engine();
        long pointer = engine.sslPointer();
        // Netty turns tickets on for each engine. They wait for the name: see Engine.asked.
        SSL.setOptions(pointer, SSL.SSL_OP_NO_TICKET);
        Slot slot = new Slot();
        secrets.ifPresent(log -> log.expect(pointer, slot));
        return new Engine(engine, pointer, slot, secrets, tickets.isPresent() ? Optional.of(keys) : Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
        context.release();
    }

    @Override
    public boolean freed() {
        return context.refCnt() == 0;
    }

    /**
     * @param resumable whose own certificate sessions are resumed with; empty if none is
     */
    private record Engine(
            SSLEngine ssl,
            long pointer,
            Slot slot,
            Optional<ExporterSecrets> secrets,
            Optional<SniKeyManager> resumable)
            implements TlsEngine {
        @Override
        public boolean renegotiates() {
            return false;
        }

        /**
         * BoringSSL would resume a session under another name, which RFC 6066 section 3 forbids. So it neither gives nor
         * takes tickets where the name chooses a certificate.
         */
        @Override
        public void asked(Optional<String> host) {
            if (resumable.isPresent() && resumable.get().own(host)) {
                SSL.clearOptions(pointer, SSL.SSL_OP_NO_TICKET);
            }
        }

        @Override
        public void handshake(Step step) throws SSLException {
            step.run();
        }

        @Override
        public void handshakeOver() {
            secrets.ifPresent(log -> log.forget(pointer, slot));
        }

        @Override
        public Optional<byte[]> exporter() {
            return slot.take().map(ChannelBindings::exporter);
        }
    }
}
