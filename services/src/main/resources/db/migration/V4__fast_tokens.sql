-- Tokens of clients (XEP-0484) by their user-agent id, in the slots "new" and "current". The token itself is the key that
-- clients prove to have, so it is kept as it is. "uses" is the highest count seen with it; times are milliseconds since 1970.
CREATE TABLE fast_tokens (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    agent TEXT NOT NULL,
    slot TEXT NOT NULL,
    token TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    PRIMARY KEY (server, username, agent, slot)
);

CREATE INDEX fast_tokens_expiring ON fast_tokens (expires_at);
