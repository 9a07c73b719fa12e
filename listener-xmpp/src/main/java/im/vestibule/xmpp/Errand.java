package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.federation.Carrier;
import im.vestibule.services.federation.Target;
import im.vestibule.services.federation.Whereabouts;
import im.vestibule.services.session.Parcel;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.tls.PeerIdentity;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to another server, from looking for the server on: by a stream that is open to the same place already, or one of its own.
 * Places are tried one after the other until one of them speaks with us. One thing at a time happens, on whichever thread.
 */
final class Errand {
    private static final Logger log = LoggerFactory.getLogger(Errand.class);

    /** After that no further place is tried: whoever has the domain may name places that keep us waiting. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Who wants the stream. */
    interface Client {
        /** The stream is open; false if it is not needed. */
        boolean opened(Carrier carrier);

        void answered(Verdict verdict);

        /** There will be no stream. May wait. */
        void failed(StanzaError reason);

        /** The stream that was open is gone. May wait. */
        void lost(Carrier carrier, List<Parcel> undelivered, boolean useful);
    }

    private final Caller caller;
    private final S2sSpec spec;
    private final OutgoingTls tls;
    private final Client client;
    private final Deque<Target> targets = new ArrayDeque<>();
    private final long begin = System.nanoTime();
    private volatile Call call;

    Errand(Caller caller, S2sSpec spec, OutgoingTls tls, Call call, Client client) {
        this.caller = caller;
        this.spec = spec;
        this.tls = tls;
        this.call = call;
        this.client = client;
    }

    /** Begins. May wait for name servers. */
    void run() {
        switch (caller.atlas().find(call.pair().remote(), spec)) {
            case Whereabouts.Known(List<Target> known) -> {
                targets.addAll(known);
                begin(known.getFirst());
            }
            case Whereabouts.Unknown(StanzaError reason) -> fail(reason, "not found");
        }
    }

    /** By a stream that is open to the same place, or else by one of its own. */
    private void begin(Target first) {
        Optional<OutboundStream> open = call.question().isPresent()
                ? Optional.empty()
                : caller.shared().find(new SharedStreams.Place(first, spec));
        open.ifPresentOrElse(stream -> stream.join(call.pair(), new Joining()), this::next);
    }

    private void next() {
        Target target = targets.poll();
        if (target == null || System.nanoTime() - begin > LONGEST.toNanos()) {
            fail(StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT), "not reached");
        } else {
            connect(target);
        }
    }

    private void connect(Target target) {
        Attempt attempt = new Attempt(target, call);
        caller.connector()
                .connect(target.address(), spec.outgoing().connectionTimeout(), new OutboundPipeline(caller, attempt))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        log.atDebug()
                                .addKeyValue("remote", call.pair().remote())
                                .addKeyValue("address", target.address())
                                .addKeyValue("reason", reason(connected.cause()))
                                .log("s2s_not_connected");
                        attempt.unreached();
                    }
                });
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            // Netty's has no message.
            case NoRouteToHostException _ -> "no route to host";
            default -> String.valueOf(cause.getMessage());
        };
    }

    private void fail(StanzaError reason, String cause) {
        log.atDebug()
                .addKeyValue("local", call.pair().local())
                .addKeyValue("remote", call.pair().remote())
                .addKeyValue("cause", cause)
                .log("s2s_unreachable");
        caller.effects().run(() -> client.failed(reason));
    }

    /** A stream that is another's. */
    private final class Joining implements Partners.Partner {
        @Override
        public boolean opened(Carrier carrier) {
            return client.opened(carrier);
        }

        @Override
        public void refused() {
            next();
        }

        @Override
        public void lost(Carrier carrier, List<Parcel> undelivered, boolean useful) {
            caller.effects().run(() -> client.lost(carrier, undelivered, useful));
        }
    }

    /** One connection. Only its loop calls, and what leads to another is the last thing it calls. */
    final class Attempt {
        private final Target target;
        private final Call call;
        private boolean over;
        private boolean done;
        private boolean open;
        private boolean reconsider;

        Attempt(Target target, Call call) {
            this.target = target;
            this.call = call;
        }

        Call call() {
            return call;
        }

        Target target() {
            return target;
        }

        SharedStreams.Place place() {
            return new SharedStreams.Place(target, spec);
        }

        SslHandler tls(Channel channel) {
            return tls.newHandler(channel.alloc(), call.pair().remote(), target.directTls());
        }

        PeerIdentity server(SslHandler handler) {
            return tls.server(handler);
        }

        boolean opened(Carrier carrier) {
            done = true;
            open = client.opened(carrier);
            return open;
        }

        void answered(Verdict verdict) {
            done = true;
            client.answered(verdict);
        }

        /** There is nobody, so that the stream hears of nothing. */
        private void unreached() {
            if (!over) {
                over = true;
                next();
            }
        }

        /** Our certificate was of no help. */
        void reconsider() {
            reconsider = true;
        }

        /** Something has come when the connection was over. */
        void stray(Carrier carrier, Parcel parcel) {
            if (open) {
                caller.effects().run(() -> client.lost(carrier, List.of(parcel), true));
            } else {
                parcel.receipt().settle();
            }
        }

        /**
         * The connection is over.
         *
         * @param greeted whether a server has spoken with us
         * @param useful whether it has delivered anything
         */
        void over(Cause cause, boolean greeted, Carrier carrier, List<Parcel> undelivered, boolean useful) {
            if (over) {
                return;
            }
            over = true;
            if (open) {
                caller.effects().run(() -> client.lost(carrier, undelivered, useful));
            } else if (reconsider) {
                Errand.this.call = call.withoutCertificate();
                connect(target);
            } else if (!done && !greeted) {
                next();
            } else if (!done) {
                fail(
                        StanzaError.of(
                                cause == Cause.CONNECTION_TIMEOUT
                                        ? Condition.REMOTE_SERVER_TIMEOUT
                                        : Condition.REMOTE_SERVER_NOT_FOUND),
                        cause.label());
            }
        }
    }
}
