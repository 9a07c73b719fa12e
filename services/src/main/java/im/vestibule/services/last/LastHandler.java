package im.vestibule.services.last;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Answers {@code jabber:iq:last} (XEP-0012): uptime for the domain, absence for accounts, to those who may know. */
public final class LastHandler implements IqHandler {
    private final Last last;
    private final Rosters rosters;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Instant start;

    /**
     * @param start of the server
     */
    public LastHandler(Last last, Rosters rosters, Sessions sessions, InstantSource clock, Instant start) {
        this.last = last;
        this.rosters = rosters;
        this.sessions = sessions;
        this.clock = clock;
        this.start = start;
    }

    @Override
    public String namespace() {
        return Ns.LAST;
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Target.DOMAIN, Target.OWN, Target.OTHER);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (!request.asks("query")) {
            return IqAnswer.refused(Condition.BAD_REQUEST);
        }
        return switch (request.target()) {
            case DOMAIN -> answer(start, "");
            case OWN, OTHER -> account(request.to(), request.from());
        };
    }

    /** An account that does not exist admits nobody, so nobody learns of that. */
    private IqAnswer account(Jid account, Jid asker) {
        if (!rosters.admits(account, asker)) {
            return IqAnswer.refused(Condition.FORBIDDEN);
        }
        if (sessions.of(account).stream().anyMatch(session -> session.presence() != null)) {
            return answer(clock.instant(), "");
        }
        Optional<LastActivity> activity = last.find(account);
        return activity.isPresent()
                ? answer(activity.get().at(), activity.get().status())
                : IqAnswer.refused(Condition.SERVICE_UNAVAILABLE);
    }

    private IqAnswer answer(Instant since, String status) {
        // A clock may have been set back.
        long seconds = Math.max(0, Duration.between(since, clock.instant()).toSeconds());
        XmlElement.Builder query = XmlElement.builder("query", Ns.LAST).attribute("seconds", Long.toString(seconds));
        if (!status.isEmpty()) {
            query.text(status);
        }
        return IqAnswer.result(query.build());
    }
}
