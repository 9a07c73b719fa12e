package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.HandlerSpec;
import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Connection;
import im.vestibule.services.sasl.Layer;
import im.vestibule.tls.TlsHandler;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where streams begin by WebSocket: what one {@code mod_websockets} table becomes, behind the handshake. */
public final class WebSocketDoor {
    private final C2sDoor door;
    private final Optional<Duration> timeout;
    private final Optional<Duration> pingRate;

    private WebSocketDoor(C2sDoor door, Optional<Duration> timeout, Optional<Duration> pingRate) {
        this.door = door;
        this.timeout = timeout;
        this.pingRate = pingRate;
    }

    /**
     * @param listener key of its listener
     * @param limits of the listener
     */
    public static WebSocketDoor of(
            String listener, HandlerSpec.WebSockets spec, LimitsSpec limits, C2sListener.Services services) {
        C2sPolicy policy = C2sListener.policy(
                services,
                StartTls.NONE,
                EnumSet.allOf(AuthMethod.class),
                spec.backwardsCompatibleSession(),
                spec.maxStanzaSize(),
                limits);
        C2sDoor door = C2sDoor.ofHttp(listener, policy, spec.stateTimeout(), limits, services);
        return new WebSocketDoor(door, spec.timeout(), spec.pingRate());
    }

    /**
     * What serves one connection once the handshake is done. It takes and writes the bytes of frames.
     *
     * @param connection of the client
     * @param tls that ends here and is the client's own
     * @param secure whether the client's link is, wherever its TLS ends
     * @param packed whether the client may compress its messages, each by itself (RFC 7692 §7.1.1.2)
     */
    public ChannelHandler line(Connection connection, Optional<TlsHandler> tls, boolean secure, boolean packed) {
        Link link = tls.map(handler -> new Link(true, ProxyLayer.of(connection, handler)))
                .orElseGet(() -> connection.clientTls().isPresent() || !secure
                        ? ProxyLayer.link(connection)
                        : new Link(true, Layer.atProxy(Optional.empty())));
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                begin(channel, link, packed);
            }
        };
    }

    private void begin(Channel channel, Link link, boolean packed) {
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        Traffic traffic = door.tally().traffic(channel.eventLoop());
        Hibernation.@Nullable Sleeper silence = timeout.map(loop::hibernation)
                .map(each -> each.sleeper(() -> channel.pipeline().fireUserEventTriggered(Expired.INSTANCE)))
                .orElse(null);
        if (silence != null) {
            silence.stir();
        }
        channel.pipeline()
                .addLast(
                        C2sPipeline.XML,
                        new WebSocketDecoder(Allowance.early(door.policy().before()), loop, traffic, packed, silence))
                .addLast(C2sPipeline.TIMEOUT, new StateTimeoutHandler(door.stateTimeout(), door.preAuthTime()))
                .addLast(C2sPipeline.STREAM, new WebSocketHandler(door, loop, traffic, link, pingRate));
    }
}
