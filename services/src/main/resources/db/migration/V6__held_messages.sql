-- Messages that a session has been sent, or will be once it is resumed, and has not acknowledged (XEP-0198): "holder" is its
-- id, "number" counts what it was sent. Once no such session is there they are like all others.
ALTER TABLE offline_messages ADD COLUMN holder TEXT;
ALTER TABLE offline_messages ADD COLUMN number BIGINT;

CREATE INDEX offline_messages_held ON offline_messages (server, username, holder, number) WHERE holder IS NOT NULL;
