package im.vestibule.tls;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Makes engines for the other end. They trust everybody: what the server shows is looked at by the tests. */
final class Client {
    private final SslContextBuilder builder;

    private Client(SslProvider provider) {
        builder = SslContextBuilder.forClient()
                .sslProvider(provider)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
    }

    static Client jdk() {
        return new Client(SslProvider.JDK);
    }

    static Client boringSsl() {
        return new Client(SslProvider.OPENSSL);
    }

    /** {@code TLSv1.2} or {@code TLSv1.3}. */
    Client version(String version) {
        builder.protocols(version);
        return this;
    }

    Client suites(String... suites) {
        builder.ciphers(List.of(suites));
        return this;
    }

    Client alpn(String... protocols) {
        builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                protocols));
        return this;
    }

    Client certificate(CertifiedKey key) {
        builder.keyManager(new StubbornKeyManager(key));
        return this;
    }

    /** Keeps sessions from one engine to the next, by tickets. */
    SslContext context() {
        try {
            SslContext context = builder.build();
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setTicketKeys();
            }
            return context;
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    SSLEngine engine() {
        return context().newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    SSLEngine engine(String host) {
        return engine(context(), host);
    }

    /** One that offers the session of its context's last connection, whatever name that was for. */
    static SSLEngine engine(SslContext context, String host) {
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT, "192.0.2.1", 5223);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
