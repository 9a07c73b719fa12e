package im.vestibule.compare;

/** Cases that a server goes through from one start to its end. */
enum Group {
    CHAT(Passwords.PLAIN),
    LOGIN(Passwords.PLAIN),
    WEB(Passwords.PLAIN),
    CONNECT(Passwords.PLAIN),
    HASHED(Passwords.SCRAM),
    IDLE(Passwords.PLAIN),
    IDLE_TLS(Passwords.PLAIN);

    private final Passwords passwords;

    Group(Passwords passwords) {
        this.passwords = passwords;
    }

    Passwords passwords() {
        return passwords;
    }

    /** Memory is that of a server that has just been started. */
    boolean measuresMemory() {
        return this == IDLE || this == IDLE_TLS;
    }
}
