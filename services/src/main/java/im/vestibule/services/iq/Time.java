package im.vestibule.services.iq;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Tells the time (XEP-0202). */
public final class Time implements IqHandler {
    // XEP-0082 wants "Z" or hours and minutes, and XEP-0202 a numeric offset.
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * @param zone of the server
     */
    public Time(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public String namespace() {
        return Ns.TIME;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (!request.asks("time")) {
            return IqAnswer.refused(Condition.BAD_REQUEST);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ZoneOffset offset = zone.getRules().getOffset(now);
        return IqAnswer.result(XmlElement.builder("time", Ns.TIME)
                .child("tzo", Ns.TIME, OFFSET.format(offset))
                .child("utc", Ns.TIME, now.toString())
                .build());
    }
}
