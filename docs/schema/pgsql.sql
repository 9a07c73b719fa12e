-- The accounts of the method rdbms in PostgreSQL. A database that MongooseIM's schema was loaded into has this table.
CREATE TABLE users (
    server varchar(250) NOT NULL,
    username varchar(250) NOT NULL,
    password text NOT NULL,
    pass_details text,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (server, username)
);
