package im.vestibule.compare;

/** How a server keeps passwords. */
enum Passwords {
    PLAIN,
    /** Keys for SCRAM-SHA-1, 4096 iterations, one salt for all, so that clients derive theirs once. */
    SCRAM;

    static final String PASSWORD = "secret";
    static final int ITERATIONS = 4096;
    static final String SALT = "c2FsdC1vZi1hbGwtYWNjb3VudHM=";
}
