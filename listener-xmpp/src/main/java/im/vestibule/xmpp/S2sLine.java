package im.vestibule.xmpp;

/** What a stream between servers may ask besides. */
interface S2sLine extends Line {
    /** The next thing read is the header of a new stream. */
    void restart(Allowance allowance);

    /** What is sent so far leaves in the clear, everything else through TLS. */
    void secure();

    /** Whether something the peer has sent may have waited to be read since this was asked last. */
    boolean hasWaited();

    /** Closes at once; what the kernel has not delivered it forgets, rather than try again behind our back. */
    void cut();
}
