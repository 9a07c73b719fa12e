-- Accounts by domain, with the column names of MongooseIM's rdbms method. Of a password only what its format needs is
-- kept: the text itself in "password", or SCRAM keys in "pass_details" and an empty "password".
CREATE TABLE users (
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    password TEXT NOT NULL,
    pass_details TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (server, username)
);

-- Keys of this installation, made on first use, in base64.
CREATE TABLE installation_keys (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
