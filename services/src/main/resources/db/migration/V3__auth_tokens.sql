-- What is remembered of the tokens of accounts. "seq" is what those that renew others must say, 0 while there are none;
-- tokens of "revoked_at" or earlier are void, in milliseconds since 1970.
CREATE TABLE auth_tokens (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    seq BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL,
    PRIMARY KEY (server, username)
);
