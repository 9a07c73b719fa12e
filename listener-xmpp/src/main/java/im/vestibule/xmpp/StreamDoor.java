package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Connection;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.sasl.ChannelBinding;
import im.vestibule.services.sasl.Layer;
import im.vestibule.tls.TlsHandler;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/** Where clients' streams begin that come by HTTP. One for each place they may come to. */
public final class StreamDoor {
    private final C2sDoor door;

    private StreamDoor(C2sDoor door) {
        this.door = door;
    }

    /**
     * @param name key of the listener
     * @param maxStanzaSize bytes of one stanza
     * @param session whether to offer the session of RFC 3921
     * @param stateTimeout wait for the next step; empty for ever
     */
    public static StreamDoor of(
            String name,
            LimitsSpec limits,
            Limit maxStanzaSize,
            boolean session,
            Optional<Duration> stateTimeout,
            C2sListener.Services services) {
        C2sPolicy policy = C2sListener.policy(
                        services, StartTls.NONE, EnumSet.allOf(AuthMethod.class), session, maxStanzaSize, limits)
                .uncounted();
        return new StreamDoor(C2sDoor.ofHttp(name, policy, stateTimeout, limits, services));
    }

    /**
     * Begins a stream that no one connection carries, so that there is no channel to bind an authentication to. Only this
     * loop may use it.
     *
     * @param connection of the client
     * @param tls that ends here and is the client's own
     * @param secure whether the client's link is, wherever its TLS ends
     */
    public C2sStream begin(
            EventLoop loop,
            StreamTransport transport,
            C2sLine line,
            Connection connection,
            Optional<TlsHandler> tls,
            boolean secure) {
        Layer layer = tls.map(handler -> ProxyLayer.of(connection, handler))
                .orElseGet(() -> ProxyLayer.link(connection).layer());
        Link link = secure ? new Link(true, new Layer(ChannelBinding.NONE, layer.client())) : Link.CLEAR;
        return new C2sStream(
                door, LoopLocal.of(loop), loop, new C2sState.Fresh(link), transport, line, traffic(loop), connection);
    }

    /** Where a loop counts what it moves. */
    public Traffic traffic(EventLoop loop) {
        return door.tally().traffic(loop);
    }

    /** What may be read before authentication. */
    public Allowance early() {
        return Allowance.early(door.policy().before());
    }

    /** Wait for the next step; empty for ever. */
    public Optional<Duration> stateTimeout() {
        return door.stateTimeout();
    }

    /** Wait for authentication in all; empty for ever. */
    public Optional<Duration> preAuthTime() {
        return door.preAuthTime();
    }

    public Hosts hosts() {
        return door.policy().hosts();
    }
}
