package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.config.SessionBackend;
import im.vestibule.config.StreamManagementSpec;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.resumption.StaleCounts;
import java.time.Duration;
import java.time.InstantSource;

/** What hosts of tests do for sessions that count. */
final class Managements {
    private Managements() {}

    static Management of(int bufferMax, int ackFreq) {
        return of(true, bufferMax, true, ackFreq);
    }

    static Management of(boolean buffer, int bufferMax, boolean ack, int ackFreq) {
        StreamManagementSpec.StaleH stale =
                new StreamManagementSpec.StaleH(true, Duration.ofMinutes(30), Duration.ofHours(1));
        return new Management(
                new StreamManagementSpec(
                        SessionBackend.MNESIA,
                        buffer,
                        new Limit(bufferMax),
                        ack,
                        ackFreq,
                        Duration.ofSeconds(60),
                        stale),
                new StaleCounts(stale, InstantSource.system()));
    }
}
