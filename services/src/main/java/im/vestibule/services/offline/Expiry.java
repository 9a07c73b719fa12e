package im.vestibule.services.offline;

import im.vestibule.model.XmlElement;
import java.time.Duration;
import java.util.Optional;

/** How long a message is of use, by its sender's word (XEP-0023, obsolete but still sent). */
final class Expiry {
    private static final String EXPIRE = "jabber:x:expire";

    /** Longer is as good as for ever. */
    private static final long LONGEST_S = Duration.ofDays(3_650).toSeconds();

    private Expiry() {}

    /** Empty if the message names none, or none that makes sense. */
    static Optional<Duration> of(XmlElement message) {
        return message.element("x", EXPIRE)
                .flatMap(x -> x.attribute("seconds"))
                // Nine digits cannot overflow.
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds <= LONGEST_S)
                .map(Duration::ofSeconds);
    }
}
