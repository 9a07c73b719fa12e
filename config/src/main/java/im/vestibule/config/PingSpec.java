package im.vestibule.config;

import java.time.Duration;

/**
 * The {@code modules.mod_ping} table (XEP-0199).
 *
 * @param sendPings the server pings silent clients
 * @param pingInterval silence after which it does
 * @param timeoutAction what happens to a client that does not answer
 * @param pingReqTimeout how long the answer may take
 */
public record PingSpec(boolean sendPings, Duration pingInterval, TimeoutAction timeoutAction, Duration pingReqTimeout) {

    public enum TimeoutAction {
        NONE,
        KILL
    }

    static PingSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new PingSpec(
                s.bool("send_pings", false),
                s.value("ping_interval", NumberTypes.SECONDS, NumberTypes.seconds(60)),
                s.value("timeout_action", Type.oneOf(TimeoutAction.class), TimeoutAction.NONE),
                s.value("ping_req_timeout", NumberTypes.SECONDS, NumberTypes.seconds(32)));
    }
}
