package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.fast.FastTokenStore;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Keeps nothing. */
record NoFastTokens() implements FastTokenStore {
    @Override
    public Map<Slot, FastToken> find(Jid account, UUID agent) {
        return Map.of();
    }

    @Override
    public void add(Jid account, UUID agent, FastToken token, Instant forgotten, int most) {
        // It would not be found.
    }

    @Override
    public boolean use(Jid account, UUID agent, Slot slot, FastToken token, OptionalLong count) {
        return false;
    }

    @Override
    public void drop(Jid account, UUID agent) {
        // There is nothing.
    }

    @Override
    public void drop(Jid account) {
        // There is nothing.
    }
}
