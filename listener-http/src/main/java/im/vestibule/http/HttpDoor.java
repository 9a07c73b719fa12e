package im.vestibule.http;

import im.vestibule.config.HttpTimes;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.xmpp.StreamTally;
import im.vestibule.xmpp.Tls;
import java.util.Optional;

/**
 * What the connections of one HTTP listener share.
 *
 * @param times bounds on the parts of an exchange
 * @param tls from the first byte; empty for none
 * @param admission empty if everybody may come in
 * @param tally what is answered
 * @param streams what TLS and the streams behind the endpoints count
 */
record HttpDoor(
        SocketSpec socket,
        HttpTimes times,
        Router router,
        ResponseWriter writer,
        Optional<Tls> tls,
        Optional<AdmissionHandler> admission,
        HttpTally tally,
        StreamTally streams) {}
