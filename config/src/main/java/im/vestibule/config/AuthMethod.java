package im.vestibule.config;

/** The ways to log in, by their names in the file. */
public enum AuthMethod {
    INTERNAL,
    RDBMS,
    EXTERNAL,
    ANONYMOUS,
    LDAP,
    JWT,
    HTTP,
    PKI,
    DUMMY
}
