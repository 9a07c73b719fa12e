package im.vestibule.xmpp;

import im.vestibule.config.PingSpec;
import im.vestibule.core.Connection;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the client at the other end of a connection gives signs of life (XEP-0199). Only the connection's loop calls it. */
final class Pulse implements Pings.Client {
    private static final Logger log = LoggerFactory.getLogger(Pulse.class);

    private final Connection connection;
    private final Runnable dead;
    private @Nullable Session session;
    private Pings.@Nullable Watch watch;
    private boolean kills;
    private int heard;
    private int pinged;

    /**
     * @param dead ends what a client has that is to be cut off
     */
    Pulse(Connection connection, Runnable dead) {
        this.connection = connection;
        this.dead = dead;
    }

    /** Something has come, if only a part of something. */
    void stir() {
        heard++;
    }

    /** From now on it is asked. */
    void watch(Session session, PingSpec spec, Pings pings) {
        this.session = session;
        kills = spec.timeoutAction() == PingSpec.TimeoutAction.KILL;
        watch = pings.watch(this);
    }

    /** From now on it is not. */
    void stop() {
        session = null;
        if (watch != null) {
            watch.leave();
            watch = null;
        }
    }

    @Override
    public int heard() {
        return heard;
    }

    @Override
    public void ping() {
        Session asked = session;
        if (asked != null) {
            boolean _ = asked.outlet()
                    .send(XmlElement.builder("iq", Ns.CLIENT)
                            .attribute("type", "get")
                            .attribute("id", "ping-" + ++pinged)
                            .attribute("from", asked.jid().domain())
                            .attribute("to", asked.jid().toString())
                            .child(XmlElement.of("ping", Ns.PING))
                            .build());
        }
    }

    @Override
    public void silent() {
        connection.on(log.atDebug()).log("ping_timeout");
        if (kills) {
            dead.run();
        }
    }
}
