-- Contacts of accounts (RFC 6121). "listed" is what clients see; "group_names" are separated by U+001F, which XML has no
-- place for; "request" is the contact's unanswered subscribe stanza.
CREATE TABLE roster_items (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    contact TEXT NOT NULL,
    listed BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    group_names TEXT NOT NULL,
    subscription TEXT NOT NULL,
    ask BOOLEAN NOT NULL,
    approved BOOLEAN NOT NULL,
    request TEXT,
    PRIMARY KEY (server, username, contact)
);

-- There for every account that has, or had, an item.
CREATE TABLE roster_versions (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (server, username)
);

-- Messages that wait for their recipient, in the order of "seq" (XEP-0160). Times are milliseconds since 1970.
CREATE TABLE offline_messages (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    seq BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    expires_at BIGINT,
    stanza TEXT NOT NULL,
    PRIMARY KEY (server, username, seq)
);

CREATE INDEX offline_messages_stored ON offline_messages (server, stored_at);
CREATE INDEX offline_messages_expiring ON offline_messages (server, expires_at) WHERE expires_at IS NOT NULL;

-- When an account was last there (XEP-0012). Milliseconds since 1970.
CREATE TABLE last_activity (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    left_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (server, username)
);

CREATE INDEX last_activity_left ON last_activity (server, left_at);

-- Whom an account does not want to hear of (XEP-0191).
CREATE TABLE blocked (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    contact TEXT NOT NULL,
    PRIMARY KEY (server, username, contact)
);
