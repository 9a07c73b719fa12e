package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import java.util.Optional;

/** What sessions are called. */
final class Resources {
    /** Characters of a tag that a resource can begin with. */
    private static final int TAG = 64;

    private Resources() {}

    /**
     * @param resource one that can be; empty for one of ours
     */
    static Jid of(Jid user, String resource) {
        return user.withResource(resource.isEmpty() ? StreamIds.next() : resource)
                .orElseThrow();
    }

    /** XEP-0386 §3.3: the client's tag in front of a name of ours, unless no resource can begin so. */
    static Jid tagged(Jid user, String tag) {
        String own = StreamIds.next();
        return Optional.of(tag)
                .filter(text -> !text.isEmpty() && text.length() <= TAG)
                .flatMap(text -> user.withResource(text + "/" + own))
                .orElseGet(() -> of(user, own));
    }
}
