package im.vestibule.load;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** The clients' side of TLS. They trust everybody, and never resume, so that each login pays for a full handshake. */
final class Encryption implements AutoCloseable {
    private final Target target;
    private final SslContext context;
    private String negotiated = "";

    Encryption(Target target) {
        this.target = target;
        try {
            context = SslContextBuilder.forClient()
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS on this machine", e);
        }
    }

    SslHandler handler(ByteBufAllocator allocator) {
        return context.newHandler(allocator, target.domain(), target.port());
    }

    void note(SslHandler handler) {
        if (negotiated.isEmpty()) {
            SSLSession session = handler.engine().getSession();
            negotiated = session.getProtocol() + " " + session.getCipherSuite();
        }
    }

    String negotiated() {
        return negotiated;
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }
}
