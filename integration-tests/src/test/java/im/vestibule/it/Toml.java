package im.vestibule.it;

/** What configurations of tests have in common. */
final class Toml {
    /** The host {@code door.test}, whose accounts the server keeps. Ends with {@code [general]}, to which more may be added. */
    static final String HOST = """
            [auth]
              password.format = "plain"
              [auth.internal]
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            """;

    private Toml() {}
}
