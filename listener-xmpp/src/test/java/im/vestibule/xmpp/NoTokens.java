package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.fast.Token;
import im.vestibule.services.fast.TokenStore;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Keeps nothing. */
record NoTokens() implements TokenStore {
    @Override
    public Map<Slot, Token> find(Jid account, UUID agent) {
        return Map.of();
    }

    @Override
    public void add(Jid account, UUID agent, Token token, Instant forgotten, int most) {
        // It would not be found.
    }

    @Override
    public boolean use(Jid account, UUID agent, Slot slot, Token token, OptionalLong count) {
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
