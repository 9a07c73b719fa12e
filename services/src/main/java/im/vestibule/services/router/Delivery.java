package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.services.session.Presence;
import im.vestibule.services.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What happens to a message for a local account (RFC 6121 §8.5.2, §8.5.3). Decided without waiting. */
public sealed interface Delivery {
    /** To exactly this session. */
    record One(Session session) implements Delivery {}

    /** To each of these; at least one. */
    record Several(List<Session> sessions) implements Delivery {}

    /** Nobody is there to take it: keep it if the account exists. */
    record Keep() implements Delivery {}

    /** Back to the sender with service-unavailable. */
    record Bounce() implements Delivery {}

    /** Nothing happens. */
    record Drop() implements Delivery {}

    Keep KEEP = new Keep();
    Bounce BOUNCE = new Bounce();
    Drop DROP = new Drop();

    /**
     * @param to a full or bare address of a local account
     * @param sessions of that account
     */
    static Delivery message(MessageType type, Jid to, List<Session> sessions) {
        if (to.isBare()) {
            return bare(type, sessions);
        }
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (session.jid().equals(to)) {
                return new One(session);
            }
        }
        return switch (type) {
            case CHAT -> bare(type, sessions);
            case NORMAL, GROUPCHAT, HEADLINE -> BOUNCE;
            case ERROR -> DROP;
        };
    }

    private static Delivery bare(MessageType type, List<Session> sessions) {
        return switch (type) {
            case NORMAL, CHAT -> several(mostAvailable(sessions), KEEP);
            case HEADLINE -> several(willing(sessions), DROP);
            case GROUPCHAT -> BOUNCE;
            case ERROR -> DROP;
        };
    }

    private static Delivery several(List<Session> sessions, Delivery otherwise) {
        return switch (sessions.size()) {
            case 0 -> otherwise;
            case 1 -> new One(sessions.getFirst());
            default -> new Several(sessions);
        };
    }

    /** Available resources of the highest priority that is not negative, and those that only listen. */
    private static List<Session> mostAvailable(List<Session> sessions) {
        int highest = 0;
        List<Session> most = new ArrayList<>(sessions.size());
        List<Session> listening = List.of();
        for (Session session : sessions) {
            Presence presence = session.presence();
            if (session.isListening()) {
                listening = with(listening, session);
            } else if (presence != null && presence.priority() >= highest) {
                if (presence.priority() > highest) {
                    highest = presence.priority();
                    most.clear();
                }
                most.add(session);
            }
        }
        most.addAll(listening);
        return most;
    }

    private static List<Session> with(List<Session> sessions, Session another) {
        List<Session> more = new ArrayList<>(sessions);
        more.add(another);
        return more;
    }

    /** Available resources whose priority is not negative, and those that only listen. */
    private static List<Session> willing(List<Session> sessions) {
        return sessions.stream().filter(Session::takesMessages).toList();
    }
}
