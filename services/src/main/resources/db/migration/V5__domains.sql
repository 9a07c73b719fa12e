-- Domains that are added while the server runs; "status" is enabled, disabled or deleting. Of the latter everything that is
-- kept under their name is on its way out, this row last.
CREATE TABLE dynamic_domains (
    domain TEXT NOT NULL PRIMARY KEY,
    host_type TEXT NOT NULL,
    status TEXT NOT NULL
);

-- SCRAM keys of the password of admin@domain, of static domains too. Not an account.
CREATE TABLE domain_admins (
    domain TEXT NOT NULL PRIMARY KEY,
    pass_details TEXT NOT NULL
);
