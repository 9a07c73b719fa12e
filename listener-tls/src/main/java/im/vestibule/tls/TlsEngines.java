package im.vestibule.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;

/** Makes the engines of one listener. */
sealed interface TlsEngines permits JdkEngines, OpenSslEngines {
    /** How long a session can be resumed; MongooseIM's just_tls gives a day, OpenSSL five minutes. */
    int SESSION_SECONDS = 3600;

    /** Empty once closed. */
    Optional<TlsEngine> newEngine(ByteBufAllocator allocator);

    /** Engines made before go on as they are. */
    void close();

    /** Whether nothing native is left: closed, and so is every engine. */
    boolean freed();

    /**
     * What to build.
     *
     * @param alpn protocols to choose from; none to leave ALPN out
     * @param dh parameters for the JDK's DHE suites; empty for its own
     * @param clock for the age of keys
     */
    record Plan(
            Offer offer,
            SniKeyManager keys,
            PeerTrustManager trust,
            ClientAuth clientAuth,
            List<String> alpn,
            Optional<DHParameterSpec> dh,
            InstantSource clock) {

        ApplicationProtocolConfig protocolChoice() {
            // A list without a match is turned down by TlsHandler: BoringSSL would go on without ALPN.
            return alpn.isEmpty()
                    ? ApplicationProtocolConfig.DISABLED
                    : new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            alpn);
        }
    }
}
