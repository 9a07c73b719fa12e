package im.vestibule.config;

/** Where MongooseIM would keep what lives as long as a session. Here that is always the server's memory. */
public enum SessionBackend {
    MNESIA,
    CETS
}
