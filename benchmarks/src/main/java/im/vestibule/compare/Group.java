package im.vestibule.compare;

/** Cases that a server goes through from one start to its end, unless they are about its memory. */
enum Group {
    CHAT(Passwords.PLAIN),
    LOGIN(Passwords.PLAIN),
    WEB(Passwords.PLAIN),
    CONNECT(Passwords.PLAIN),
    HASHED(Passwords.SCRAM),
    IDLE(Passwords.PLAIN);

    private final Passwords passwords;

    Group(Passwords passwords) {
        this.passwords = passwords;
    }

    Passwords passwords() {
        return passwords;
    }

    /** Memory is that of a server that has just been started, so that each case has a start of its own. */
    boolean measuresMemory() {
        return this == IDLE;
    }
}
